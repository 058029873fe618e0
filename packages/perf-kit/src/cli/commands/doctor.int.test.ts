import { expect, test } from 'vitest';
import type { Examination } from '@night-pilot/perf-host/doctor';
import { perfKit } from '../../testing/perf-kit.ts';

function doctor(...args: string[]) {
  return perfKit(process.cwd(), ['doctor', ...args]);
}

test('prints a finding for every check of this machine with --json', async () => {
  const { status, stdout } = await doctor('--json');
  expect(status).toBe(0);
  const { findings } = JSON.parse(stdout) as Examination;
  const ids = findings.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining(['load', 'pressure', 'steal', 'quota', 'swap', 'governor', 'turbo']),
  );
  expect(ids).toEqual(
    expect.arrayContaining(['clock-source', 'clock-resolution', 'valgrind', 'node-flags']),
  );
  for (const { id, state, found, advice, matters } of findings) {
    expect(found, id).not.toBe('');
    expect(found, id).not.toContain('NaN');
    expect(matters, id).not.toEqual([]);
    if (state === 'warn' || state === 'bad') expect(advice, id).not.toBeNull();
  }
});

test('prints plain text with a word for every state and a summary at the end on a pipe', async () => {
  const { status, stdout } = await doctor();
  expect(status).toBe(0);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toMatch(/(✓ good|! warn|✗ bad|\? unknown) +background load +\d/);
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/\d+ (good|warn).* · wall .* · allocated /);
});

test('prints help with an example, and one sentence with exit code 2 for an unknown option', async () => {
  expect((await doctor('--help')).stdout).toContain('perf-kit doctor --json');
  const { status, stderr } = await doctor('--jsn');
  expect(stderr).toContain("unknown option '--jsn'");
  expect(status).toBe(2);
});
