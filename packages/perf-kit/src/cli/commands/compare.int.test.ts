import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { readReport, readVerdicts } from '@night-pilot/perf-report';
import { npmWorkspace } from '@night-pilot/perf-compare/testing';
import { BIN, perfKit } from '../../testing/perf-kit.ts';

afterEach(() => void vi.unstubAllEnvs());

test('SIGINT keeps the pairs that were measured; children, worktrees and folders are gone', async () => {
  const workspace = await npmWorkspace();
  const seen = join(workspace.root, 'ignored.txt');
  workspace.commit({
    'packages/top/bench/top.bench.ts': `
      import { appendFileSync } from 'node:fs';
      import { test } from 'vitest';
      test('a sum', async ({ bench }) => {
        appendFileSync(${JSON.stringify(seen)}, process.pid + '\\n');
        await bench('of two', () => Math.sqrt(Math.random())).run();
      });`,
  });
  const cwd = join(workspace.root, 'packages/top');
  const child = spawn(process.execPath, [BIN, 'compare', '--instrument', 'wall'], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', NX_BASE: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const pids = () => (existsSync(seen) ? readFileSync(seen, 'utf8').trim().split('\n') : []);
  // Each version runs it once for its names and once uncounted; the seventh begins the second pair.
  await vi.waitUntil(() => pids().length >= 7, { timeout: 120_000 });
  child.kill('SIGINT');
  const [exitCode] = (await exit) as [number | null];
  const [stdout, stderr] = await output;
  expect(exitCode).toBe(130);
  expect(stdout).toMatch(/^Against [0-9a-f]{7}: the commit before HEAD, which is on main\n/);
  expect(stdout).toMatch(/of two +wall +undecided +too few pairs for an interval: interrupted/);
  const folder = /is in (.*)\n$/.exec(stderr)?.[1] ?? '';
  const at = (name: string) => join(cwd, folder, name);
  const [base, head] = [await readReport(at('base.json')), await readReport(at('head.json'))];
  const forksOf = ({ metrics: [metric] }: typeof base) =>
    metric?.state === 'measured' ? metric.forks.length : 0;
  expect(forksOf(base)).toBeGreaterThan(0);
  expect(forksOf(head)).toBe(forksOf(base));
  const { verdicts } = await readVerdicts(at('verdicts.json'));
  expect(verdicts).toMatchObject([{ verdict: 'undecided' }]);
  const again = await perfKit(cwd, [
    'compare',
    at('base.json'),
    at('head.json'),
    '--min-effect',
    '20%',
  ]);
  expect(again.stdout).toMatch(
    /of two +wall +undecided +too few pairs for an interval: the kept pairs/,
  );
  for (const pid of pids()) expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  expect(workspace.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  expect(readdirSync(workspace.temporary)).not.toContainEqual(expect.stringMatching(/^perf-kit/));
});
