import type { BenchInstrument } from '../fork/bench-options.ts';
import type { TestPath } from '../fork/bench-protocol.ts';
import { INTERRUPTED, unlessAborted } from '../process/unless-aborted.ts';
import {
  COUNT_RESOLUTION,
  type Environment,
  type Fork,
  type Metric,
  summarize,
  UNKNOWN_DISTURBANCE,
} from '@night-pilot/perf-report';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { Project } from '@night-pilot/perf-report/workspace';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { instrumentAvailability } from './availability.ts';
import { countBenchmark } from './count-benchmark.ts';
import { type CountedBenchmark, type CountResult, iterationsPerSlope } from './count-result.ts';
import type { CountInstrument } from '../fork/bench-options.ts';
import { spreadOf } from './repeat-spread.ts';
import { perIterationOf } from './slopes.ts';
import { COUNT_FLAGS } from '../fork/v8-flags.ts';

/** A benchmark of a project with its instruments; those that do not count are ignored. */
export interface CountRequest {
  file: string;
  test: TestPath;
  benchmark: string;
  instruments: readonly BenchInstrument[];
}

export interface RunCountsOptions {
  project: Project;
  requests: readonly CountRequest[];
  /** Leave out instructions, which take long, and say so. */
  quick: boolean;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Facts about the metrics of an instrument in a report. */
const FACTS = {
  instructions: { kind: 'count', unit: '1', better: 'lower', resolution: COUNT_RESOLUTION },
  allocated: { kind: 'memory', unit: 'bytes', better: 'lower', resolution: COUNT_RESOLUTION },
} as const;

const LEFT_OUT = 'left out by --quick, which counts instructions only with --instrument';

/**
 * Counts benchmarks, one after the other.
 *
 * @returns A metric for each benchmark and instrument, and the environments that they refer to. Counts that are refused,
 *   unavailable or not steady are `unavailable` metrics with the reason. So are those that were not counted when `signal`
 *   was aborted.
 */
export async function runCounts({
  project,
  requests,
  quick,
  onProgress,
  signal,
}: RunCountsOptions): Promise<{ metrics: Metric[]; environments: Environment[] }> {
  const environments = new Map<CountInstrument, Environment>();
  const metrics: Metric[] = [];
  const counts = requests.flatMap(({ instruments, ...target }) =>
    instruments
      .filter((instrument): instrument is CountInstrument => instrument !== 'wall')
      .map((instrument) => ({ ...target, instrument })),
  );
  for (const [index, { file, test, benchmark, instrument }] of counts.entries()) {
    const suite = test.join(SUITE_SEPARATOR);
    onProgress?.(index, counts.length, `${suite}: ${benchmark}, ${instrument}`);
    const environment = environments.get(instrument) ?? countingEnvironmentOf(instrument);
    environments.set(instrument, environment);
    const target = { cwd: project.root, file, test, benchmark };
    const isLeftOut = quick && instrument === 'instructions';
    const result: CountResult = isLeftOut
      ? { state: 'unavailable', reason: LEFT_OUT }
      : ((await unlessAborted(signal, () => countBenchmark(target, { instrument, signal }))) ?? {
          state: 'unavailable',
          reason: INTERRUPTED,
        });
    const identity = { project: project.name, suite, name: benchmark, params: {}, instrument };
    metrics.push(countMetric({ ...identity, environment: environment.id }, result));
  }
  onProgress?.(counts.length, counts.length, '');
  return { metrics, environments: [...environments.values()] };
}

/**
 * Number of the way in which instructions are counted. A new one gives other counts for the same code, so it is part of
 * the environment's fingerprint: 2 warms up uncounted.
 */
const METHOD = 2;

/** The same for counts of many benchmarks in one process: code may be less optimised there. */
const METHOD_TOGETHER = '3, together';

/** Way of counting: each benchmark in processes of its own, or many benchmarks of a file in one. */
export type Company = 'alone' | 'together';

/** Returns the environment of an instrument's counts on this machine. Counts of other company are incomparable. */
export function countingEnvironmentOf(
  instrument: CountInstrument,
  company: Company = 'alone',
): Environment {
  const availability = instrumentAvailability(instrument);
  const valgrind = availability.state === 'available' ? availability.valgrind : null;
  const method = company === 'alone' ? METHOD : METHOD_TOGETHER;
  return detectEnvironment({
    v8Flags: [...COUNT_FLAGS[instrument]],
    valgrind: valgrind === null ? null : `${valgrind.version}, method ${method}`,
  });
}

/** Identity of a count in a report. */
export type CountIdentity = Pick<
  Metric,
  'project' | 'suite' | 'name' | 'params' | 'environment'
> & {
  instrument: CountInstrument;
};

/** Returns the metric of a count. */
export function countMetric(identity: CountIdentity, result: CountResult): Metric {
  switch (result.state) {
    case 'counted': {
      const forks = [toFork(result)];
      const facts = FACTS[identity.instrument];
      const summary = summarize(forks);
      return { state: 'measured', ...identity, origin: 'measured', ...facts, forks, summary };
    }
    case 'failed':
      return { state: 'failed', ...identity, error: result.error };
    case 'not-steady':
    case 'refused':
    case 'unavailable':
      return { state: 'unavailable', ...identity, reason: result.reason };
  }
}

/** Returns one fork for all processes of a count: their totals make one pair of slopes. */
function toFork({
  repeats,
  schedule,
  sources,
  processes,
  durationMs,
  steady,
  isRemembered = false,
}: CountedBenchmark): Fork {
  return {
    samples: [...(repeats[0] ?? [])],
    iterationsPerSample: iterationsPerSlope(schedule),
    durationMs,
    steady,
    disturbance: UNKNOWN_DISTURBANCE,
    setAside: null,
    counters: {
      repeatSpread: spreadOf(repeats.map(perIterationOf)),
      processes,
      ...(isRemembered ? { remembered: 1 } : {}),
      ...sources,
    },
  };
}
