import { expect, test } from 'vitest';
import { firstCall } from './batch-timer.ts';
import { PhasedBenchmark } from './phases.ts';

/** A benchmark that records the calls around it and their arguments. */
function noting(changes: { warmup?: boolean; fails?: boolean } = {}) {
  const log: string[] = [];
  const hook = (what: string) =>
    function (this: { name: string }, mode?: string) {
      log.push(`${what}(${mode}) of ${this.name}`);
    };
  const phaseHook = (what: string) => (task?: { name: string }, mode?: string) => {
    log.push(`${what}(${task?.name}, ${mode})`);
  };
  const benchmark = new PhasedBenchmark({
    name: 'sum',
    run: () => log.push('call'),
    hooks: {
      beforeAll: hook('beforeAll'),
      beforeEach: hook('beforeEach'),
      afterEach: hook('afterEach'),
      afterAll: hook('afterAll'),
    },
    options: {
      setup: phaseHook('setup'),
      teardown: phaseHook('teardown'),
      ...(changes.warmup === undefined ? {} : { warmup: changes.warmup }),
    },
  });
  return { benchmark, log };
}

test('calls hooks around each phase in the order and with the arguments of tinybench', async () => {
  const { benchmark, log } = noting();
  await benchmark.run(firstCall, firstCall);
  const phase = (mode: string) => [
    `setup(sum, ${mode})`,
    `beforeAll(${mode}) of sum`,
    `beforeEach(${mode}) of sum`,
    'call',
    `afterEach(${mode}) of sum`,
    `afterAll(${mode}) of sum`,
    `teardown(sum, ${mode})`,
  ];
  expect(log).toEqual([...phase('warmup'), ...phase('run')]);
});

test('has one phase when the file wants no warm-up', async () => {
  const { benchmark, log } = noting({ warmup: false });
  await benchmark.run(firstCall, firstCall);
  expect(log.filter((what) => what.startsWith('setup'))).toEqual(['setup(sum, run)']);
  expect(log.filter((what) => what === 'call')).toHaveLength(2);
});

test('tears down after a failure, and reports the first error', async () => {
  const log: string[] = [];
  const benchmark = new PhasedBenchmark({
    name: 'broken',
    run: () => undefined,
    hooks: { afterAll: () => void log.push('afterAll') },
    options: {
      teardown() {
        log.push('teardown');
        throw new Error('nothing to close');
      },
    },
  });
  const fails = () => Promise.reject(new Error('no luck'));
  await expect(benchmark.run(fails, fails)).rejects.toThrow('no luck');
  expect(log).toEqual(['teardown']);
});

test('refuses by name a member of the task that the host does not know', async () => {
  const benchmark = new PhasedBenchmark({
    name: 'asks',
    run: () => undefined,
    hooks: {
      beforeAll() {
        this.addEventListener('cycle', () => undefined);
      },
    },
  });
  const running = benchmark.run(firstCall, firstCall);
  await expect(running).rejects.toThrow(/does not supply "addEventListener" of a hook's task/);
});
