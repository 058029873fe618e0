import { type CountIdentity, refusal, refusalOfSpread } from '@night-pilot/perf-host/count';
import type { CountedArm } from '../judge/judge-counts.ts';
import { type Fork, type Metric, summarize, UNKNOWN_DISTURBANCE } from '@night-pilot/perf-report';
import type { CountedCommandRun, ProcessCount } from './count-process.ts';

/** The instructions of equal runs of one command. */
export type CommandCount =
  | { state: 'counted'; runs: CountedCommandRun[] }
  /** Equal runs execute different numbers of instructions. */
  | { state: 'differing'; reason: string }
  | { state: 'unavailable'; reason: string };

/** Sums the runs of a command up: they must agree. */
export function commandCount(runs: readonly ProcessCount[]): CommandCount {
  const counted: CountedCommandRun[] = [];
  for (const run of runs) {
    if (run.state !== 'counted') return { state: 'unavailable', reason: refusal(run.reason) };
    counted.push(run);
  }
  const reason = refusalOfSpread(counted.map(({ instructions }) => instructions));
  return reason === null ? { state: 'counted', runs: counted } : { state: 'differing', reason };
}

/** Converts a count for `judgeCounts`. A whole run has no slopes: its total stands for both. */
export function countedArm(count: CommandCount): CountedArm {
  if (count.state !== 'counted') return { state: 'refused', reason: count.reason };
  const repeats = count.runs.map(({ instructions }) => ({
    early: instructions,
    late: instructions,
  }));
  return { state: 'counted', repeats };
}

/** Makes the metric of a command's count: each run is a fork of one sample. */
export function commandCountMetric(identity: CountIdentity, count: CommandCount): Metric {
  if (count.state !== 'counted') {
    return { state: 'unavailable', ...identity, reason: count.reason };
  }
  const forks = count.runs.map(toFork);
  return {
    state: 'measured',
    ...identity,
    origin: 'measured',
    kind: 'count',
    unit: '1',
    better: 'lower',
    forks,
    summary: summarize(forks),
  };
}

function toFork({ instructions, processes, durationMs }: CountedCommandRun): Fork {
  return {
    samples: [instructions],
    iterationsPerSample: 1,
    durationMs,
    steady: null,
    disturbance: UNKNOWN_DISTURBANCE,
    setAside: null,
    counters: { processes },
  };
}
