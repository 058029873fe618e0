/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * Counts the tests in a result file of Vitest or Playwright. A test that passed on a later try counts
 * as passed. A file that could not be loaded, or an error outside of any test, counts as one failure.
 *
 * @param {any} results The parsed file.
 * @returns {Count}
 * @throws {Error} when the file has another format.
 */
export function countFile(results) {
  if (typeof results?.numTotalTests === 'number') return countVitest(results);
  if (typeof results?.stats?.unexpected === 'number') return countPlaywright(results);
  throw new Error('expected the JSON report of Vitest or Playwright');
}

/** @param {any} results */
function countVitest(results) {
  const unloaded = results.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + unloaded.length,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** @param {any} results */
function countPlaywright({ stats, errors = [] }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}
