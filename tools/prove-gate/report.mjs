import { availableParallelism } from 'node:os';
import { testedProjects } from './nx-tasks.mjs';
import { describeEnding } from './run-gate.mjs';
import { table } from './table.mjs';

/** @import { Source } from './clone.mjs' */
/** @import { RepeatedRun } from './repeat-gate.mjs' */
/** @import { TimedRun } from './time-gate.mjs' */

/**
 * Describes runs of the gate in Markdown: a table, then the runs in which each test or task failed.
 *
 * @param {readonly RepeatedRun[]} runs
 * @param {{ source: Source, planned: number }} options
 */
export function describeRuns(runs, { source, planned }) {
  const rows = runs.map(({ number, busy, setUp, gate }) => [
    String(number),
    busy ? 'busy' : 'idle',
    gate === null ? `set-up: ${describeEnding(setUp)}` : describeEnding(gate),
    seconds(setUp.seconds),
    gate === null ? '–' : seconds(gate.seconds),
    String(gate?.tests.passed ?? 0),
    String(gate?.tests.failed ?? 0),
    String(gate?.tests.flakyTests.length ?? 0),
  ]);
  const heading = ['run', 'cores', 'exit', 'set-up', 'npm test', 'passed', 'failed', 'flaky'];
  const green = runs.filter(({ isGreen }) => isGreen).length;
  const unfinished = runs.length < planned ? ` ${planned - runs.length} did not finish.` : '';
  return `# The gate, again and again

${describeOrigin(source)}

${table(heading, rows)}
${green} of ${planned} runs were green.${unfinished}
${list('Failed', runs, failures)}${list('Passed on a later try', runs, ({ gate }) => gate?.tests.flakyTests ?? [])}`;
}

/**
 * Describes in Markdown how long the gate took after each edit.
 *
 * @param {readonly TimedRun[]} runs
 * @param {{ source: Source }} options
 */
export function describeTimes(runs, { source }) {
  const rows = runs.map(({ title, limitSeconds, gate, strangers }) => {
    const { tasks } = gate;
    const tested = tasks === null ? ['unknown'] : testedProjects(tasks);
    return [
      title,
      seconds(gate.seconds),
      limitSeconds === null
        ? '–'
        : `${limitSeconds} s${gate.seconds > limitSeconds ? ', missed' : ''}`,
      describeEnding(gate),
      tested.join(', ') || 'none',
      strangers.join(', ') || '–',
    ];
  });
  const heading = ['npm test', 'took', 'limit', 'exit', 'ran the tests of', 'should not have'];
  return `# How long the gate takes

${describeOrigin(source)}

${table(heading, rows)}`;
}

/** @param {RepeatedRun} run */
function failures({ gate }) {
  const tasks = (gate?.tasks ?? []).filter(({ failed }) => failed);
  return [
    ...(gate?.tests.failedTests ?? []),
    ...tasks.map(({ project, target }) => `the task ${project}:${target}`),
  ];
}

/**
 * @param {string} title
 * @param {readonly RepeatedRun[]} runs
 * @param {(run: RepeatedRun) => readonly string[]} namesIn
 */
function list(title, runs, namesIn) {
  /** @type {Map<string, number[]>} */
  const runsByName = new Map();
  for (const run of runs) {
    for (const name of new Set(namesIn(run))) {
      runsByName.set(name, [...(runsByName.get(name) ?? []), run.number]);
    }
  }
  if (runsByName.size === 0) return '';
  const lines = [...runsByName].map(([name, numbers]) => `- ${name}: run ${numbers.join(', ')}\n`);
  return `\n${title}:\n\n${lines.join('')}`;
}

/** @param {Source} source */
function describeOrigin({ commit }) {
  const cores = availableParallelism();
  return `Commit ${commit.slice(0, 12)}, ${cores} cores, Node ${process.versions.node}, without Nx's cache, ${new Date().toISOString().slice(0, 16)}Z`;
}

/** @param {number} number */
function seconds(number) {
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} s`;
}
