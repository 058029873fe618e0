import { expect, test } from 'vitest';
import { namesOf } from './test-results.mjs';

test('names the failed and the flaky tests of Vitest, and files that could not be loaded', () => {
  const report = {
    testResults: [
      {
        name: '/clone/packages/db/src/a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: ' writes', status: 'passed', failureMessages: [] },
          { fullName: ' reads', status: 'failed', failureMessages: ['Error: no file'] },
          { fullName: ' waits', status: 'passed', failureMessages: ['Error: too late'] },
        ],
      },
      { name: '/clone/packages/db/src/b.test.ts', status: 'failed', assertionResults: [] },
    ],
  };
  expect(namesOf(report, '/clone')).toEqual({
    failedTests: ['packages/db/src/a.test.ts › reads', 'packages/db/src/b.test.ts'],
    flakyTests: ['packages/db/src/a.test.ts › waits'],
  });
});

test('names the failed and the flaky tests of Playwright, and errors outside of them', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
  const inner = { title: 'list', specs: [spec('scrolls', 'flaky'), spec('opens', 'expected')] };
  const report = {
    suites: [{ title: 'app.spec.ts', specs: [spec('starts', 'unexpected')], suites: [inner] }],
    errors: [{ message: 'no server\n    at start' }],
  };
  expect(namesOf(report, '/clone')).toEqual({
    failedTests: ['app.spec.ts › starts', 'outside of the tests: no server'],
    flakyTests: ['app.spec.ts › list › scrolls'],
  });
});
