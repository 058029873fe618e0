import { expect, test } from 'vitest';
import type { Waits } from '../fork/count-protocol.ts';
import { refusalOf, refusalOfCount } from './refusals.ts';

const busy: Waits = {
  durationMs: 100,
  iterations: 1000,
  loopEvents: 0,
  idleMs: 0,
  blockedCount: 2,
  cpuMs: 99,
  otherThreadsCpuMs: 0.4,
  resources: ['PROMISE'],
};

function reasonFor(waits: Partial<Waits>): string | null {
  return refusalOf({ hasIterationHooks: false, iterationMs: 0.1, waits: { ...busy, ...waits } });
}

test('counts a benchmark that only computes, also when others take its CPU', () => {
  expect(reasonFor({})).toBeNull();
  expect(reasonFor({ durationMs: 400 })).toBeNull();
  expect(reasonFor({ blockedCount: null, otherThreadsCpuMs: null })).toBeNull();
});

test('does not take timers that are set and cleared for waiting', () => {
  expect(reasonFor({ resources: ['Timeout'] })).toBeNull();
});

test.each<[string, Partial<Waits>, string]>([
  ['sleeps', { idleMs: 60, resources: ['Timeout'] }, 'waits for the event loop (timers)'],
  ['uses sockets', { loopEvents: 4, resources: ['TCPCONNECTWRAP'] }, '(sockets)'],
  ['reads files', { loopEvents: 4, resources: ['FSREQPROMISE'] }, '(the thread pool)'],
  ['hashes elsewhere', { loopEvents: 4, resources: ['PBKDF2REQUEST'] }, '(the thread pool)'],
  ['has workers', { loopEvents: 4, resources: ['MESSAGEPORT', 'WORKER'] }, '(worker threads)'],
  ['waits for what it did not create', { loopEvents: 4 }, 'it waits for the event loop:'],
  ['lets others work', { otherThreadsCpuMs: 30 }, 'other threads work for it'],
  ['blocks', { blockedCount: 900, cpuMs: 20 }, 'it blocks'],
])('a benchmark that %s is left to wall', (_what, waits, reason) => {
  expect(reasonFor(waits)).toContain(reason);
  expect(reasonFor(waits)).toMatch(/: judged by wall$/);
});

test('refuses a count during which the benchmark waited now and then', () => {
  const count = { loopEvents: 0, idleMs: 0 };
  expect(refusalOfCount(count)).toBeNull();
  expect(refusalOfCount({ ...count, loopEvents: 1 })).toMatch(/now and then: judged by wall/);
});
