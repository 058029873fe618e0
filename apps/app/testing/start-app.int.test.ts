import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startApp } from './start-app.ts';

test('ignores NIGHT_PILOT_DB of the environment', async () => {
  vi.stubEnv('NIGHT_PILOT_DB', 'simple');
  onTestFinished(() => void vi.unstubAllEnvs());
  const app = await startApp();
  onTestFinished(async () => void (await app.stop()));
  expect(await app.invokeCommand('health_check', {})).toMatchObject({ database: 'high' });
});

/** Starts a process that starts an app and then runs until it is killed. */
async function starter() {
  const source = `const { startApp } = await import(${JSON.stringify(new URL('./start-app.ts', import.meta.url).href)});
    const app = await startApp();
    console.log(app.pid, app.databasePath);
    setInterval(() => undefined, 1_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [pid = '', databasePath = ''] = line.toString().trim().split(' ');
  return { child, pid: Number(pid), databasePath };
}

const isRunning = (pid: number) => existsSync(`/proc/${pid}`);

test.skipIf(process.platform !== 'linux')(
  'the next start ends the server of a killed process and removes its database, and no other',
  async () => {
    const other = await starter();
    const killed = await starter();
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    expect(isRunning(killed.pid)).toBe(true);
    const next = await starter();
    // The system removes the process a little later.
    while (isRunning(killed.pid)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(existsSync(killed.databasePath)).toBe(false);
    for (const { pid, databasePath } of [other, next]) {
      expect(isRunning(pid)).toBe(true);
      expect(existsSync(databasePath)).toBe(true);
      process.kill(pid, 'SIGKILL');
    }
  },
);
