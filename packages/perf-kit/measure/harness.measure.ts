import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PhasedBenchmark, sample } from '@night-pilot/perf-host/bench';
import {
  defineMeasurement,
  type ForkMessage,
  type ForkRequest,
  type Sampling,
} from '@night-pilot/perf-host/fork';
import { mean, median } from '@night-pilot/perf-report/stats';

const START = fileURLToPath(import.meta.resolve('@night-pilot/perf-host/worker'));
const STARTS = 15;
const SAMPLING: Sampling = { timeMs: 200, warmupTimeMs: 100, minSamples: 5, reversed: false };

/** Measures the cost of perf-kit's own bench host: in a sample, in a call, and at the start of a fork. */
export default defineMeasurement({
  name: 'bench host',
  repetitions: 5,
  metrics: {
    'overhead around 1 ms': { kind: 'ratio', unit: '1', better: 'lower' },
    'empty loop': { kind: 'time', unit: 'ns', better: 'lower' },
    'a property read': { kind: 'time', unit: 'ns', better: 'lower' },
    'first call of a fork': { kind: 'time', unit: 'ms', better: 'lower' },
    'bare Node': { kind: 'time', unit: 'ms', better: 'lower' },
    'first call of a fork / bare Node': { kind: 'ratio', unit: 'x', better: 'lower' },
  },
  run: async () => {
    const read = await sampleRead();
    const starts = await timeStarts();
    return {
      'overhead around 1 ms': await overheadShare(),
      'empty loop': read.emptyLoopNs,
      'a property read': read.medianNs,
      'first call of a fork': starts.forkMs,
      'bare Node': starts.bareMs,
      'first call of a fork / bare Node': starts.forkMs / starts.bareMs,
    };
  },
});

/** Returns how much longer the samples of a function are than the millisecond that it measures itself, as a share. */
async function overheadShare(): Promise<number> {
  const own: number[] = [];
  // A function of its own: leaving the loop can cost microseconds, which must fall between our two readings.
  const spin = () => {
    for (const end = performance.now() + 1; performance.now() < end;);
  };
  const run = () => {
    const start = performance.now();
    spin();
    own.push(performance.now() - start);
  };
  const benchmark = new PhasedBenchmark({ name: '1 ms', run, hooks: {} });
  const { samples, iterationsPerSample } = await sample(benchmark, SAMPLING);
  const counted = own.slice(-samples.length * iterationsPerSample);
  // Sample by sample, so that an interruption between its clock and ours affects one share only.
  const shares = samples.map((ns, index) => {
    const from = index * iterationsPerSample;
    return ns / (mean(counted.slice(from, from + iterationsPerSample)) * 1e6) - 1;
  });
  return median(shares);
}

async function sampleRead(): Promise<{ emptyLoopNs: number; medianNs: number }> {
  const objects = Array.from({ length: 64 }, (_, x) => ({ x }));
  let at = 0;
  const run = () => objects[at++ & 63]?.x;
  const benchmark = new PhasedBenchmark({ name: 'read', run, hooks: {} });
  const { samples, counters } = await sample(benchmark, SAMPLING);
  return { emptyLoopNs: counters['emptyLoopNs'] ?? NaN, medianNs: median(samples) };
}

/** Times starts of forks and of a bare Node in turns, under the same load. The first of each fills caches and does not count. */
async function timeStarts(): Promise<{ forkMs: number; bareMs: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'perf-kit-'));
  try {
    const file = join(folder, 'exit.bench.ts');
    await writeFile(
      file,
      `import { test } from 'vitest';
      test('exit', ({ bench }) => bench('leaves', () => process.exit(0)).run());`,
    );
    const forks: number[] = [];
    const bare: number[] = [];
    for (let start = 0; start <= STARTS; start += 1) {
      forks.push(
        await untilFirstCall({ do: 'measure-test', file, test: ['exit'], sampling: SAMPLING }),
      );
      bare.push(await bareStart());
    }
    return { forkMs: median(forks.slice(1)), bareMs: median(bare.slice(1)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns the time, in ms, from the start of the process to the first call of the benchmark, which exits. */
async function untilFirstCall(request: ForkRequest): Promise<number> {
  const start = performance.now();
  const child = fork(START, [], { serialization: 'advanced' });
  child.send(request);
  let hasBegun = false;
  child.on('message', (message: ForkMessage) => {
    hasBegun ||= message.event === 'started';
  });
  await once(child, 'exit');
  if (!hasBegun) throw new Error('The fork ended before it called the benchmark.');
  return performance.now() - start;
}

async function bareStart(): Promise<number> {
  const start = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - start;
}
