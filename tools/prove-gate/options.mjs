import { parseArgs } from 'node:util';

export const HELP = `Usage: node tools/prove-gate.mjs [options]

Runs \`npm test\` in clean clones of this repository, without Nx's cache, and reports which runs were
green. With --times it uses one clone, and reports how long \`npm test\` takes when it is cold, when
nothing has changed, after an edit of a leaf, and after an edit of a test. Linux and macOS.

  --runs N           number of runs, each in a clone of its own (default 10)
  --busy N           number of these runs during which every core is kept busy (default 3)
  --times            time the gate instead
  --leaf FOLDER      with --times: a folder to edit a source file of; may be repeated
                     (default packages/perf-convert and packages/dashboard)
  --test-of FOLDER   with --times: a folder to edit a test of (default packages/perf-report)
  --from FOLDER      repository to clone, at its last commit (default: this one)
  --report FILE      the Markdown report (default reports/prove-gate.md or reports/gate-times.md of
                     this repository); the output of each run goes to a folder beside it
  --limit-minutes N  end a run that takes longer, as failed (default 45)
  --help

Examples:
  node tools/prove-gate.mjs                    # 10 runs, 3 of them beside other work
  node tools/prove-gate.mjs --runs 2 --busy 1
  node tools/prove-gate.mjs --times
  node tools/prove-gate.mjs --times --leaf apps/app --test-of packages/db

Exit codes: 0 every run was green; 1 a run failed, or an edit of a test ran tests of another project;
2 wrong options, nothing to clone, or --times could not set up its clone; 130 interrupted.
`;

/** Stops the script with exit code 2. The message says what was expected and what to do. */
export class OptionError extends Error {
  /** @override */
  name = 'OptionError';
}

/**
 * @typedef {object} Options
 * @property {boolean} help
 * @property {boolean} times
 * @property {number} runs 1 or more.
 * @property {number} busy From 0 to `runs`.
 * @property {string[]} leaves
 * @property {string} testOf
 * @property {string | undefined} from
 * @property {string | undefined} report
 * @property {number} limitMs
 */

/**
 * Reads the options of the command line.
 *
 * @param {readonly string[]} args
 * @returns {Options}
 * @throws {OptionError}
 */
export function readOptions(args) {
  const values = parse(args);
  const runs = wholeNumber('--runs', values.runs, 1);
  const busy =
    values.busy === undefined ? Math.min(3, runs) : wholeNumber('--busy', values.busy, 0);
  if (busy > runs) {
    throw new OptionError(`Expected --busy to be at most --runs (${runs}), got ${busy}.`);
  }
  return {
    help: values.help,
    times: values.times,
    runs,
    busy,
    leaves: values.leaf,
    testOf: values['test-of'],
    from: values.from,
    report: values.report,
    limitMs: wholeNumber('--limit-minutes', values['limit-minutes'], 1) * 60_000,
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        times: { type: 'boolean', default: false },
        runs: { type: 'string', default: '10' },
        busy: { type: 'string' },
        leaf: {
          type: 'string',
          multiple: true,
          default: ['packages/perf-convert', 'packages/dashboard'],
        },
        'test-of': { type: 'string', default: 'packages/perf-report' },
        from: { type: 'string' },
        report: { type: 'string' },
        'limit-minutes': { type: 'string', default: '45' },
      },
    }).values;
  } catch (error) {
    throw new OptionError(`${/** @type {Error} */ (error).message}. Type --help for the options.`);
  }
}

/**
 * @param {string} option
 * @param {string} text
 * @param {number} least
 */
function wholeNumber(option, text, least) {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least) return number;
  throw new OptionError(
    `Expected ${option} to be a whole number of at least ${least}, got "${text}".`,
  );
}
