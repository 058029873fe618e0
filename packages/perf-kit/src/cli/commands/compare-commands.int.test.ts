import { existsSync, readdirSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isAlive } from '@night-pilot/perf-host/process';
import { instrumentAvailability } from '@night-pilot/perf-host/count';
import { readReport, readVerdicts } from '@night-pilot/perf-report';
import { temporaryFolder, writtenPid } from '@night-pilot/perf-report/testing';
import { perfKit } from '../../testing/perf-kit.ts';

function compare(cwd: string, args: string[], env: Record<string, string> = {}) {
  return perfKit(cwd, ['compare', ...args], env);
}

const valgrind = instrumentAvailability('instructions');

test.skipIf(valgrind.state === 'unavailable')(
  `a regression outside of any project exits with 1; reports lie below this folder${valgrind.state === 'unavailable' ? ` (skipped: ${valgrind.reason})` : ''}`,
  async () => {
    const cwd = await temporaryFolder();
    const more = 'BEGIN { for (i = 0; i < 30000; i++) s += i }';
    const commands = ['awk', 'BEGIN { s = 0 }', '--vs', 'awk', more];
    const options = ['--instrument', 'instructions', '--strict'];
    const { status, stdout } = await compare(cwd, [...options, '--', ...commands]);
    expect(stdout).toMatch(/^base +awk 'BEGIN { s = 0 }' +\d+k$/m);
    expect(stdout).toMatch(/^commands › awk 'BEGIN { s = 0 }'$/m);
    expect(stdout).toMatch(/^vs awk 'BEGIN {.*' +instructions +[\d.]+× +regression +from/m);
    expect(stdout).toMatch(/^1 regression$/m);
    expect(status).toBe(1);
    const [run = ''] = readdirSync(join(cwd, 'reports', 'compare'));
    const folder = join(cwd, 'reports', 'compare', run);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`reports/compare/${run}`);
    expect((await readVerdicts(join(folder, 'verdicts.json'))).verdicts).toHaveLength(1);
    for (const side of ['base', 'head']) {
      const { metrics } = await readReport(join(folder, `${side}.json`));
      expect(metrics).toMatchObject([{ project: 'commands', suite: "awk 'BEGIN { s = 0 }'" }]);
    }
  },
);

test('without Valgrind wall judges alone, and what installs it is said', async () => {
  const cwd = await temporaryFolder();
  await mkdir(join(cwd, 'bin'));
  const path = process.env['PATH']?.split(':').find((folder) => existsSync(join(folder, 'true')));
  await symlink(join(path ?? '/bin', 'true'), join(cwd, 'bin', 'true'));
  const args = ['--budget', '2s', '--', 'true', '--vs', 'true'];
  const { status, stdout } = await compare(cwd, args, { PATH: join(cwd, 'bin') });
  expect(stdout).toMatch(/^vs true +wall /m);
  expect(stdout).toMatch(
    /^No verdict by instructions: .* need Valgrind: apt-get install valgrind$/m,
  );
  expect(status).toBe(0);
});

test.each([
  ['one command', ['--', 'true'], /^Expected two commands after --/],
  ['no --', ['true', '--vs', 'true'], /^Expected -- before the first command/],
  ['a version too', ['main', '--', 'true', '--vs', 'true'], /got main, which is for versions/],
  ['a choice of benchmarks', ['--grep', 'a', '--', 'true', '--vs', 'true'], /got --grep/],
  [
    'an instrument that looks into V8',
    ['--instrument', 'allocated', '--', 'true', '--vs', 'true'],
    /^Commands are judged by wall, instructions; got "allocated"/,
  ],
  [
    'a program that is not there',
    ['--', 'no-such', '--vs', 'true'],
    /^PATH has no program no-such/,
  ],
])('%s is one sentence and exit code 2', async (_what, args, message) => {
  const cwd = await temporaryFolder();
  const { status, stderr, stdout } = await compare(cwd, args);
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('    at ');
  expect(stdout).toBe('');
  expect(status).toBe(2);
  expect(existsSync(join(cwd, 'reports'))).toBe(false);
});

test('a command that fails is named with its last words, exit code 2', async () => {
  const cwd = await temporaryFolder();
  const { status, stdout } = await compare(cwd, [
    '--',
    'true',
    '--vs',
    'sh',
    '-c',
    'echo no luck >&2; exit 3',
  ]);
  expect(stdout).toMatch(
    /^Could not be measured\n {2}sh -c 'echo no luck >&2; exit 3': ended with exit code 3:\n {4}no luck$/m,
  );
  expect(status).toBe(2);
});

test('an interruption ends the command and what it started, writes nothing and exits with 130', async () => {
  const cwd = await temporaryFolder();
  const waiting = ['sh', '-c', 'sleep 1000 & echo $! > pid; wait'];
  const args = ['compare', '--', ...waiting, '--vs', 'true'];
  const interruption = new AbortController();
  const typed = perfKit(cwd, args, {}, interruption.signal);
  const pid = await writtenPid(join(cwd, 'pid'));
  interruption.abort();
  expect((await typed).status).toBe(130);
  await vi.waitUntil(() => !isAlive(pid), { timeout: 120_000 });
  expect(existsSync(join(cwd, 'reports'))).toBe(false);
});
