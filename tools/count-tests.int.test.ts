import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { TemporaryFolder } from './testing/temporary-folder.ts';

const vitest = (counts: object, files: object[] = []) =>
  JSON.stringify({
    numTotalTests: 0,
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: files,
    ...counts,
  });
const playwright = (stats: object, errors: object[] = []) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors });

async function count(files: Record<string, string>, exitCodes: string[]) {
  await using results = await TemporaryFolder.create(files);
  const script = resolve(import.meta.dirname, 'count-tests.mjs');
  const args = [script, '--results', results.root, ...exitCodes];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr: stderr.replaceAll(results.root, 'results') };
}

test('adds up what Vitest, Playwright and the jobs say; a flaky test passed', async () => {
  const files = {
    'db.json': vitest({ numPassedTests: 40 }),
    'app-e2e.json': playwright({ expected: 5, flaky: 1 }),
    'notes.txt': 'not a result',
  };
  expect(await count(files, ['0', '0'])).toEqual({
    status: 0,
    stdout: '48 passed, 0 failed\n',
    stderr: '',
  });
});

test('names skipped tests', async () => {
  const files = {
    'db.json': vitest({ numPassedTests: 1, numPendingTests: 2, numTodoTests: 1 }),
    'app-e2e.json': playwright({ skipped: 4 }),
  };
  expect(await count(files, ['0'])).toMatchObject({
    status: 0,
    stdout: '2 passed, 0 failed, 7 skipped\n',
  });
});

test.for<[string, Record<string, string>, string[], string]>([
  [
    'a test of Vitest',
    { 'a.json': vitest({ numPassedTests: 1, numFailedTests: 2 }) },
    ['0'],
    '2 passed, 2 failed\n',
  ],
  [
    'a test of Playwright',
    { 'a.json': playwright({ expected: 1, unexpected: 1 }) },
    ['0'],
    '2 passed, 1 failed\n',
  ],
  ['a job', { 'a.json': vitest({ numPassedTests: 1 }) }, ['0', '2'], '2 passed, 1 failed\n'],
  [
    'a file that could not be loaded',
    { 'a.json': vitest({ numPassedTests: 1 }, [{ status: 'failed', assertionResults: [] }]) },
    ['0'],
    '2 passed, 1 failed\n',
  ],
  [
    'an error outside of the tests',
    { 'a.json': playwright({ expected: 1 }, [{ message: 'no server' }]) },
    ['0'],
    '2 passed, 1 failed\n',
  ],
])('%s that failed is counted and fails', async ([, files, exitCodes, stdout]) => {
  expect(await count(files, exitCodes)).toMatchObject({ status: 1, stdout });
});

test.for([
  ['half a file', '{"numTotalTests": 1'],
  ['the file of something else', '{"coverage": 90}'],
])('%s counts as failed and is named', async ([, content = '']) => {
  const { status, stdout, stderr } = await count({ 'a.json': content }, ['0']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '1 passed, 1 failed\n' });
  expect(stderr).toMatch(/^results\/a\.json counts as failed: /);
});

test('fails when there is nothing to count, whatever the jobs say', async () => {
  expect(await count({}, ['0'])).toEqual({
    status: 1,
    stdout: '1 passed, 0 failed\n',
    stderr: 'No test has a result in results.\n',
  });
});

test('an exit code that is no number ends it with 2', async () => {
  expect(await count({}, ['yes'])).toEqual({
    status: 2,
    stdout: '',
    stderr: 'Expected the exit code of a job, got "yes".\n',
  });
});
