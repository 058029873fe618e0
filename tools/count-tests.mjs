#!/usr/bin/env node
// Counts what a run of all tests left in reports/tests, and one result for each job whose exit code
// is given: `node tools/count-tests.mjs 0 1`. Prints one line, `N passed, N failed`. Ends with 1
// when something failed or there was no test result at all, with 2 when it was called wrongly.
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

/**
 * @param {string} exitCode
 * @returns {Count}
 */
function countJob(exitCode) {
  if (!/^\d+$/.test(exitCode))
    throw new Error(`Expected the exit code of a job, got "${exitCode}".`);
  const passed = Number(exitCode) === 0 ? 1 : 0;
  return { passed, failed: 1 - passed, skipped: 0 };
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
  const { values, positionals } = parseArgs({
    options: { results: { type: 'string', default: join(workspace, 'reports/tests') } },
    allowPositionals: true,
  });
  const jobs = positionals.map(countJob);
  const tests = countFolder(values.results);
  const { passed, failed, skipped } = total([...tests, ...jobs]);
  const ran = total(tests);
  const isEmpty = ran.passed + ran.failed === 0;
  if (isEmpty) process.stderr.write(`No test has a result in ${values.results}.\n`);
  process.stdout.write(
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
  );
  process.exitCode = failed > 0 || isEmpty ? 1 : 0;
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
  process.exitCode = 2;
}
