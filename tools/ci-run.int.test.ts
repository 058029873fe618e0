import { spawnSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { TemporaryFolder } from './testing/temporary-folder.ts';

const workspace = resolve(import.meta.dirname, '..');

const results = (passed: number) =>
  JSON.stringify({ stats: { expected: passed, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] });

/** Runs `.ci/run` in a clone whose npm writes one result file and ends with the given exit codes. */
async function runCi({ test = 0, long = 0, mainJob = 0 }) {
  await using clone = await TemporaryFolder.create({ 'reports/tests/stale.json': results(1000) });
  await cp(resolve(workspace, '.ci'), clone.path('.ci'), { recursive: true });
  await cp(resolve(workspace, 'tools'), clone.path('tools'), { recursive: true });
  await clone.script(
    'bin/npm',
    `echo "npm $*"
     case "$*" in
       test) echo '${results(3)}' > reports/tests/app-e2e.json; exit ${test};;
       'run test:long') exit ${long};;
       "run test:performance -- --quick") exit ${mainJob};;
     esac
     exit 99`,
  );
  const env = { ...process.env, PATH: `${clone.path('bin')}:${process.env['PATH']}` };
  const { status, stdout } = spawnSync(clone.path('.ci/run'), { env, cwd: '/', encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n') };
}

const JOBS = ['npm test', 'npm run test:long', 'npm run test:performance -- --quick'];

test('runs all jobs and counts their results, but no stale ones', async () => {
  expect(await runCi({})).toEqual({ status: 0, lines: [...JOBS, '3 passed, 0 failed'] });
});

test.each([{ test: 1 }, { long: 1 }])('runs the other jobs and fails with %o', async (failed) => {
  expect(await runCi(failed)).toEqual({ status: 1, lines: [...JOBS, '3 passed, 1 failed'] });
});

test('fails when the main job fails', async () => {
  const { status, lines } = await runCi({ mainJob: 2 });
  expect([status, lines.at(-1)]).toEqual([1, '3 passed, 1 failed']);
});
