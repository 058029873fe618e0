import { expect, test } from 'vitest';
import type { Disturbance } from '@night-pilot/perf-report';
import { disturbedBecause, machineDisturbed, usualDisturbance } from './disturbed.ts';

const nothing: Disturbance = {
  stealMs: 0,
  cpuPressureMs: 0,
  throttledMs: 0,
  involuntarySwitches: 0,
  gcMs: 0,
  gcCount: 0,
};

function fork(changes: Partial<Disturbance> = {}, durationMs = 1000) {
  return { durationMs, disturbance: { ...nothing, ...changes } };
}

const quiet = usualDisturbance(Array.from({ length: 9 }, () => fork()));

test.each([
  [{ stealMs: 60 }, 'disturbed: 6 % of its time was stolen by the hypervisor, more than 5 %'],
  [
    { cpuPressureMs: 200 },
    'disturbed: 20 % of its time some task waited for a CPU, more than 10 %',
  ],
  [{ throttledMs: 30 }, 'disturbed: 3 % of its time the cgroup was throttled, more than 1 %'],
])('%o in a second is a disturbance on a quiet machine', (changes, reason) => {
  expect(disturbedBecause(fork(changes), quiet)).toBe(reason);
});

test('finds no disturbance up to the limit, or in counters of the program itself', () => {
  const changes = { stealMs: 50, cpuPressureMs: 100, throttledMs: 10 };
  expect(disturbedBecause(fork(changes), quiet)).toBeNull();
  const own = { involuntarySwitches: 10_000, gcMs: 900, gcCount: 500 };
  expect(disturbedBecause(fork(own), quiet)).toBeNull();
});

test('measures a machine that is always busy by its own usual', () => {
  const busy = usualDisturbance(
    Array.from({ length: 9 }, (_, index) => fork({ cpuPressureMs: 160 + 10 * index })),
  );
  expect(busy?.cpuPressureMs).toBe(0.2);
  expect(disturbedBecause(fork({ cpuPressureMs: 590 }), busy)).toBeNull();
  expect(disturbedBecause(fork({ cpuPressureMs: 610 }), busy)).toContain('more than 60 %');
});

test('does not call a benchmark that keeps every core busy disturbed, in one version or both', () => {
  const run = Array.from({ length: 20 }, () => fork());
  const parallel = () => fork({ cpuPressureMs: 900 });
  for (const own of [
    [parallel(), parallel()],
    [fork(), parallel(), fork(), parallel()],
  ]) {
    const usual = usualDisturbance(run, own);
    expect(disturbedBecause(parallel(), usual)).toBeNull();
    expect(disturbedBecause(fork({ stealMs: 60 }), usual)).toContain('stolen');
  }
  // A few disturbed forks of its own make nothing usual.
  const own = [parallel(), parallel(), fork(), fork(), fork(), fork()];
  expect(disturbedBecause(parallel(), usualDisturbance(run, own))).toContain('waited for a CPU');
  const untold = [fork({ cpuPressureMs: null }), fork({ cpuPressureMs: null })];
  expect(usualDisturbance(run, untold)?.cpuPressureMs).toBe(0);
});

test('treats a version alike that runs twice as long and meets twice as much', () => {
  for (const stealMs of [40, 60]) {
    const once = disturbedBecause(fork({ stealMs }), quiet);
    expect(disturbedBecause(fork({ stealMs: 2 * stealMs }, 2000), quiet)).toBe(once);
  }
});

test('sets nothing aside before the usual is known, or by a counter that is not there', () => {
  expect(usualDisturbance(Array.from({ length: 7 }, () => fork()))).toBeNull();
  expect(disturbedBecause(fork({ stealMs: 900 }), null)).toBeNull();
  const untold = { stealMs: null, cpuPressureMs: null, throttledMs: null };
  const usual = usualDisturbance(Array.from({ length: 8 }, () => fork(untold)));
  expect(usual).toEqual(untold);
  expect(disturbedBecause(fork(untold), usual)).toBeNull();
  expect(disturbedBecause(fork({ stealMs: 60 }), usual)).toContain('stolen');
});

test('ends a run when more than a quarter of its pairs are set aside', () => {
  expect(machineDisturbed({ measured: 40, setAside: 10 })).toBeNull();
  expect(machineDisturbed({ measured: 40, setAside: 11 })).toEqual({
    cause: 'disturbance',
    text: 'the machine is disturbed: 11 of 40 pairs were set aside, more than 25 %',
  });
  expect(machineDisturbed({ measured: 7, setAside: 7 })).toBeNull();
});
