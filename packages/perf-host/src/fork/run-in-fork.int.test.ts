import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '@night-pilot/perf-report/process';
import { temporaryFolder, writeProject } from '@night-pilot/perf-report/testing';
import { expect, onTestFinished, test } from 'vitest';
import type { ForkMessage } from './protocol.ts';
import { runInFork } from './run-in-fork.ts';

const onPosix = process.platform !== 'win32';
const sampling = { timeMs: 1, warmupTimeMs: 1, minSamples: 1, reversed: false };

/** Waits until a file holds process ids. */
async function pidsIn(file: string): Promise<number[]> {
  const read = async () =>
    (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1).map(Number);
  await expect.poll(read, { timeout: 120_000 }).not.toEqual([]);
  return read();
}

const isGone = (pid: number) => expect.poll(() => isAlive(pid), { timeout: 120_000 }).toBe(false);

test.runIf(onPosix).each([
  ['', ''],
  // Only Linux shows which processes these are.
  ...(process.platform === 'linux' ? [[' in a group of its own', ', detached: true']] : []),
])('names what a benchmark left running%s, and ends it', async (_, options) => {
  const pids = join(await temporaryFolder(), 'pids');
  const project = await writeProject({
    'one.bench.ts': `
      import { spawn } from 'node:child_process';
      import { appendFileSync } from 'node:fs';
      import { test } from 'vitest';
      test('leaves', async ({ bench }) => {
        const child = spawn('sleep', ['3600'], { stdio: 'ignore'${options} });
        child.unref();
        appendFileSync(${JSON.stringify(pids)}, child.pid + '\\n');
        await bench('sync', () => 1 + 1).run();
      });`,
  });
  const messages: ForkMessage[] = [];
  await runInFork(
    { do: 'measure-test', file: join(project.root, 'one.bench.ts'), test: ['leaves'], sampling },
    { cwd: project.root, limitMs: 60_000, onMessage: (message) => messages.push(message) },
  );
  const [pid = 0] = await pidsIn(pids);
  expect(messages.filter(({ event }) => event === 'failed')).toEqual([
    {
      event: 'failed',
      what: null,
      error: {
        code: 'LEFT_RUNNING',
        message: expect.stringContaining(`sleep 3600 (process ${pid})`) as string,
      },
    },
  ]);
  await isGone(pid);
});

test.runIf(onPosix).each([
  ['synchronous work', 'for (;;);'],
  ['a wait', 'await new Promise((resolve) => setTimeout(resolve, 3_600_000));'],
])('ends with its parent in the midst of %s, and so does what it started', async (_, work) => {
  const folder = await temporaryFolder();
  const pids = join(folder, 'pids');
  const project = await writeProject({
    'one.bench.ts': `
      import { spawn } from 'node:child_process';
      import { appendFileSync } from 'node:fs';
      import { test } from 'vitest';
      test('works', async () => {
        const child = spawn('sleep', ['3600'], { stdio: 'ignore' });
        appendFileSync(${JSON.stringify(pids)}, process.pid + '\\n' + child.pid + '\\n');
        ${work}
      });`,
  });
  const file = join(project.root, 'one.bench.ts');
  const request = { do: 'measure-test', file, test: ['works'], sampling };
  const options = { cwd: project.root, limitMs: 3_600_000 };
  const script = join(folder, 'parent.mjs');
  await writeFile(
    script,
    `const { runInFork } = await import(${JSON.stringify(import.meta.resolve('./run-in-fork.ts'))});
    await runInFork(${JSON.stringify(request)}, ${JSON.stringify(options)});`,
  );
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'] });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [fork = 0, child = 0] = await pidsIn(pids);
  expect(isAlive(fork)).toBe(true);
  parent.kill('SIGKILL');
  await isGone(fork);
  await isGone(child);
});
