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

async function count(files: Record<string, string>, jobs: string[] = []) {
  await using results = await TemporaryFolder.create(files);
  const script = resolve(import.meta.dirname, 'count-tests.mjs');
  const args = [script, '--results', results.root, ...jobs];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr: stderr.replaceAll(results.root, 'results') };
}

test('adds up the results of Vitest and Playwright, and counts a flaky test as passed', async () => {
  const files = {
    'db.json': vitest({ numPassedTests: 40 }),
    'app-e2e.json': playwright({ expected: 5, flaky: 1 }),
    'notes.txt': 'not a result',
  };
  expect(await count(files, ['--gate', '0', '--main-job', '0'])).toEqual({
    status: 0,
    stdout: '46 passed, 0 failed\n',
    stderr: '',
  });
});

test('prints skipped tests to stderr', async () => {
  const files = {
    'db.json': vitest({ numPassedTests: 1, numPendingTests: 2, numTodoTests: 1 }),
    'app-e2e.json': playwright({ skipped: 4 }),
  };
  expect(await count(files)).toEqual({
    status: 0,
    stdout: '1 passed, 0 failed\n',
    stderr: '7 skipped\n',
  });
});

test.for<[string, Record<string, string>, string]>([
  [
    'a test of Vitest',
    { 'a.json': vitest({ numPassedTests: 1, numFailedTests: 2 }) },
    '1 passed, 2 failed\n',
  ],
  [
    'a test of Playwright',
    { 'a.json': playwright({ expected: 1, unexpected: 1 }) },
    '1 passed, 1 failed\n',
  ],
  [
    'a file that could not be loaded',
    { 'a.json': vitest({ numPassedTests: 1 }, [{ status: 'failed', assertionResults: [] }]) },
    '1 passed, 1 failed\n',
  ],
  [
    'an error outside of the tests',
    { 'a.json': playwright({ expected: 1 }, [{ message: 'no server' }]) },
    '1 passed, 1 failed\n',
  ],
])('counts a failure of %s and ends with 1', async ([, files, stdout]) => {
  expect(await count(files)).toMatchObject({ status: 1, stdout });
});

test.for<[string, number, string[], number]>([
  ['counts a gate that failed in a test as that test', 1, ['--gate', '1'], 1],
  ['counts a gate that failed in no test as one failure', 0, ['--gate', '2'], 1],
  ['counts long tests that failed in a test as that test', 1, ['--long', '1'], 1],
  ['counts long tests that failed in no test as one failure', 0, ['--long', '2'], 1],
  ['counts a failed main job as one failure', 0, ['--main-job', '2'], 1],
  [
    'counts a failed main job in addition to a failed test',
    1,
    ['--gate', '1', '--main-job', '1'],
    2,
  ],
])('%s', async ([, failedTests, jobs, failed]) => {
  const files = { 'a.json': vitest({ numPassedTests: 1, numFailedTests: failedTests }) };
  const stdout = `1 passed, ${failed} failed\n`;
  expect(await count(files, jobs)).toMatchObject({ status: 1, stdout });
});

test.for([
  ['half a file', '{"numTotalTests": 1'],
  ['a file of another format', '{"coverage": 90}'],
])('counts %s as failed and names it', async ([, content = '']) => {
  const { status, stdout, stderr } = await count({ 'a.json': content });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '0 passed, 1 failed\n' });
  expect(stderr).toMatch(/^results\/a\.json counts as failed: /);
});

test('ends with 1 when there is no result, even if both jobs succeeded', async () => {
  expect(await count({}, ['--gate', '0', '--main-job', '0'])).toEqual({
    status: 1,
    stdout: '0 passed, 0 failed\n',
    stderr: 'No test has a result in results.\n',
  });
});

test('ends with 2 when an exit code is not a number', async () => {
  expect(await count({}, ['--gate', 'yes'])).toEqual({
    status: 2,
    stdout: '',
    stderr: 'Expected the exit code of a job, got "yes".\n',
  });
});
