import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { countFile } from '../count-tests/count-file.mjs';

/**
 * @typedef {object} TestResults
 * @property {number} passed Flaky tests included.
 * @property {number} failed
 * @property {string[]} failedTests Names, each with its file.
 * @property {string[]} flakyTests Names of tests that passed on a later try.
 */

/**
 * Reads the result files that a run left.
 *
 * @param {string} workspace
 * @returns {TestResults}
 */
export function readTestResults(workspace) {
  const folder = join(workspace, 'reports/tests');
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.json'))
    : [];
  /** @type {TestResults} */
  const total = { passed: 0, failed: 0, failedTests: [], flakyTests: [] };
  for (const name of names.sort()) {
    const results = readResults(join(folder, name), workspace);
    total.passed += results.passed;
    total.failed += results.failed;
    total.failedTests.push(...results.failedTests);
    total.flakyTests.push(...results.flakyTests);
  }
  return total;
}

/**
 * @param {string} path
 * @param {string} workspace
 * @returns {TestResults}
 */
function readResults(path, workspace) {
  try {
    const results = JSON.parse(readFileSync(path, 'utf8'));
    const { passed, failed } = countFile(results);
    return { passed, failed, ...namesOf(results, workspace) };
  } catch {
    const unreadable = `${relative(workspace, path)} (not a result of Vitest or Playwright)`;
    return { passed: 0, failed: 1, failedTests: [unreadable], flakyTests: [] };
  }
}

/**
 * Returns the names of the tests that failed, and of those that passed on a later try.
 *
 * @param {any} results The JSON report of Vitest or Playwright.
 * @param {string} workspace
 * @returns {Pick<TestResults, 'failedTests' | 'flakyTests'>}
 */
export function namesOf(results, workspace) {
  const tests =
    results.suites === undefined
      ? testsOfVitest(results, workspace)
      : [...testsOfPlaywright(results.suites), ...errorsOfPlaywright(results)];
  const named = (/** @type {Outcome['outcome']} */ wanted) =>
    tests.filter(({ outcome }) => outcome === wanted).map(({ name }) => name);
  return { failedTests: named('failed'), flakyTests: named('flaky') };
}

/** @typedef {{ name: string, outcome: 'failed' | 'flaky' | 'other' }} Outcome */

/**
 * @param {any} results
 * @param {string} workspace
 * @returns {Outcome[]}
 */
function testsOfVitest(results, workspace) {
  return results.testResults.flatMap((/** @type {any} */ file) => {
    const path = relative(workspace, file.name);
    if (file.status === 'failed' && file.assertionResults.length === 0) {
      return [{ name: path, outcome: 'failed' }];
    }
    return file.assertionResults.map((/** @type {any} */ test) => ({
      name: `${path} › ${test.fullName.trim()}`,
      outcome: outcomeOfVitest(test),
    }));
  });
}

/** @param {any} test */
function outcomeOfVitest({ status, failureMessages = [] }) {
  if (status === 'failed') return 'failed';
  // Vitest keeps the errors of earlier tries.
  return status === 'passed' && failureMessages.length > 0 ? 'flaky' : 'other';
}

/**
 * @param {any} results
 * @returns {Outcome[]}
 */
function errorsOfPlaywright({ errors = [] }) {
  return errors.map((/** @type {any} */ { message = 'an error' }) => ({
    name: `outside of the tests: ${message.split('\n')[0]}`,
    outcome: 'failed',
  }));
}

/**
 * @param {readonly any[]} suites
 * @param {readonly string[]} titles Of the suites around these.
 * @returns {Outcome[]}
 */
function testsOfPlaywright(suites, titles = []) {
  return suites.flatMap((suite) => {
    const path = [...titles, suite.title];
    const tests = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
      spec.tests.map((/** @type {any} */ { status }) => ({
        name: [...path, spec.title].join(' › '),
        outcome: status === 'unexpected' ? 'failed' : status === 'flaky' ? 'flaky' : 'other',
      })),
    );
    return [...tests, ...testsOfPlaywright(suite.suites ?? [], path)];
  });
}
