import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder, writtenPid } from '@night-pilot/perf-report/testing';
import { isAlive } from './is-alive.ts';
import { run } from './run.ts';

const onPosix = process.platform !== 'win32';

const node = (script: string) => [process.execPath, '--eval', script];

test('returns exit code, time and the end of each stream', async () => {
  const end = await run(
    node('process.stdout.write("abcdef"); process.stderr.write("é"); process.exitCode = 3'),
    { keep: 4 },
  );
  expect(end).toMatchObject({ state: 'exited', exitCode: 3, killedBy: null });
  expect(end).toMatchObject({ stdout: 'cdef', stderr: 'é' });
  expect([...end.output].sort().join('')).toMatch(/^[a-f]+é?$/);
  expect(end.output).toHaveLength(4);
  expect(end.elapsedMs).toBeGreaterThan(0);
});

test('passes folder and environment', async () => {
  const cwd = await temporaryFolder();
  const { stdout } = await run(
    node('process.stdout.write(process.env.WORD + " " + process.cwd())'),
    { cwd, env: { WORD: 'own' } },
  );
  expect(stdout).toContain('own ');
  expect(stdout).toContain(cwd);
});

test("rejects with the system's error when there is no such program", async () => {
  await expect(run(['no-such-program'])).rejects.toMatchObject({ code: 'ENOENT' });
});

test('starts nothing when the signal is aborted already', async () => {
  const reason = new Error('stop');
  const started = run(['no-such-program'], { signal: AbortSignal.abort(reason) });
  await expect(started).rejects.toBe(reason);
});

test.runIf(onPosix)('ends a process at its limit and says so', async () => {
  const end = await run(node('for (;;);'), { limitMs: 100, graceMs: 0 });
  expect(end).toMatchObject({ state: 'late', exitCode: null, killedBy: 'SIGKILL' });
});

test.runIf(onPosix)('asks a process to leave and keeps what it says then', async () => {
  const abort = new AbortController();
  const pidFile = join(await temporaryFolder(), 'pid');
  const running = run(
    node(`
      process.once('SIGINT', () => { console.log('tidied'); process.exit(0); });
      setInterval(() => undefined, 1000);
      require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    `),
    { signal: abort.signal, askWith: 'SIGINT', graceMs: 60_000 },
  );
  await writtenPid(pidFile);
  abort.abort();
  expect(await running).toMatchObject({ state: 'aborted', exitCode: 0, stdout: 'tidied\n' });
});

test.runIf(onPosix)('kills a process that does not leave in its grace time', async () => {
  const abort = new AbortController();
  const pidFile = join(await temporaryFolder(), 'pid');
  const running = run(
    node(`
      process.on('SIGTERM', () => undefined);
      setInterval(() => undefined, 1000);
      require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    `),
    { signal: abort.signal, askAfterMs: 10, graceMs: 50 },
  );
  await writtenPid(pidFile);
  abort.abort();
  expect(await running).toMatchObject({ state: 'aborted', killedBy: 'SIGKILL' });
});

test.runIf(onPosix)('kills what a group leaves behind, and does not wait for it', async () => {
  const pidFile = join(await temporaryFolder(), 'pid');
  const end = await run(['sh', '-c', `sleep 60 & echo $! > ${pidFile}`], { group: true });
  expect(end).toMatchObject({ state: 'exited', exitCode: 0 });
  const pid = await writtenPid(pidFile);
  await expect.poll(() => isAlive(pid), { timeout: 120_000 }).toBe(false);
});

test.runIf(onPosix)('does not wait for the output of a process left behind', async () => {
  const pidFile = join(await temporaryFolder(), 'pid');
  const end = await run(['sh', '-c', `echo said; sleep 60 & echo $! > ${pidFile}`]);
  const pid = await writtenPid(pidFile);
  process.kill(pid, 'SIGKILL');
  expect(end).toMatchObject({ state: 'exited', stdout: 'said\n' });
});

test.runIf(onPosix)('kills a group when this process is killed', async () => {
  const folder = await temporaryFolder();
  const pidFile = join(folder, 'pid');
  const script = join(folder, 'parent.mjs');
  const command = ['sh', '-c', `sleep 3600 & echo $! > ${pidFile}; wait`];
  await writeFile(
    script,
    `const { run } = await import(${JSON.stringify(import.meta.resolve('./run.ts'))});
    await run(${JSON.stringify(command)}, { group: true });`,
  );
  const parent = spawn(process.execPath, [script], { stdio: 'ignore' });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const pid = await writtenPid(pidFile);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 120_000 }).toBe(false);
});
