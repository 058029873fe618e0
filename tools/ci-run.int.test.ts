import { spawnSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { TemporaryFolder } from './testing/temporary-folder.ts';

const workspace = resolve(import.meta.dirname, '..');

const results = (passed: number) =>
  JSON.stringify({ stats: { expected: passed, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] });

/** Runs `.ci/run` in a clone whose npm writes one result file and ends with the given exit codes. */
async function runCi(exitCodes: { test: number; mainJob: number }) {
  await using clone = await TemporaryFolder.create({ 'reports/tests/stale.json': results(1000) });
  await cp(resolve(workspace, '.ci'), clone.path('.ci'), { recursive: true });
  await cp(resolve(workspace, 'tools'), clone.path('tools'), { recursive: true });
  await clone.script(
    'bin/npm',
    `echo "npm $*"
     case "$*" in
       test) echo '${results(3)}' > reports/tests/app-e2e.json; exit ${exitCodes.test};;
       "run test:performance -- --quick") exit ${exitCodes.mainJob};;
     esac
     exit 99`,
  );
  const env = { ...process.env, PATH: `${clone.path('bin')}:${process.env['PATH']}` };
  const { status, stdout } = spawnSync(clone.path('.ci/run'), { env, cwd: '/', encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n') };
}

test('runs the gate and the main job and counts their results, but no stale ones', async () => {
  expect(await runCi({ test: 0, mainJob: 0 })).toEqual({
    status: 0,
    lines: ['npm test', 'npm run test:performance -- --quick', '3 passed, 0 failed'],
  });
});

test('runs the main job and fails when the gate failed', async () => {
  expect(await runCi({ test: 1, mainJob: 0 })).toEqual({
    status: 1,
    lines: ['npm test', 'npm run test:performance -- --quick', '3 passed, 1 failed'],
  });
});

test('fails when the main job fails', async () => {
  const { status, lines } = await runCi({ test: 0, mainJob: 2 });
  expect([status, lines.at(-1)]).toEqual([1, '3 passed, 1 failed']);
});
