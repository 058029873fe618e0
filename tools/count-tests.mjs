#!/usr/bin/env node
// Counts the test results in reports/tests: `node tools/count-tests.mjs --gate 1 --long 0 --main-job 0`, with the
// exit codes of the jobs. A failed main job counts as one failure. A failed gate, or failed long tests, count as one
// only if no failed test explains it. Prints one line, `N passed, N failed`, and skipped tests to stderr.
// Exit codes: 0; 1 when something failed or there is no test result at all; 2 for wrong options.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { countFile } from './count-tests/count-file.mjs';

/** @import { Count } from './count-tests/count-file.mjs' */

const workspace = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string} folder
 * @returns {Count[]}
 */
function countFolder(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const path = join(folder, name);
      try {
        return countFile(JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        process.stderr.write(`${path} counts as failed: ${/** @type {Error} */ (error).message}\n`);
        return { passed: 0, failed: 1, skipped: 0 };
      }
    });
}

/** @param {string} exitCode */
function hasFailed(exitCode) {
  if (/^\d+$/.test(exitCode)) return Number(exitCode) !== 0;
  throw new Error(`Expected the exit code of a job, got "${exitCode}".`);
}

/** @param {readonly Count[]} counts */
function total(counts) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

try {
  const { values } = parseArgs({
    options: {
      results: { type: 'string', default: join(workspace, 'reports/tests') },
      gate: { type: 'string', default: '0' },
      long: { type: 'string', default: '0' },
      'main-job': { type: 'string', default: '0' },
    },
  });
  const testsFailed = [values.gate, values.long].map(hasFailed).includes(true);
  const mainJobFailed = hasFailed(values['main-job']);
  const tests = total(countFolder(values.results));
  const unexplained = testsFailed && tests.failed === 0 ? 1 : 0;
  const failed = tests.failed + unexplained + (mainJobFailed ? 1 : 0);
  const isEmpty = tests.passed + tests.failed === 0;
  if (isEmpty) process.stderr.write(`No test has a result in ${values.results}.\n`);
  if (tests.skipped > 0) process.stderr.write(`${tests.skipped} skipped\n`);
  process.stdout.write(`${tests.passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || isEmpty ? 1 : 0;
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
  process.exitCode = 2;
}
