import type { Fork } from '@night-pilot/perf-report';
import type { PairedTest, Side, Turn, TurnResult } from '../versions/turn.ts';
import type { Outlasted } from './outlasted.ts';

/** What the first forks of a test tell, each by the name of a benchmark. */
export interface FirstForks {
  /** Why it cannot be measured. */
  errors: Map<string, string>;
  /** One of each side, or fewer where one failed. */
  forks: Map<string, Fork[]>;
  /** Head's did not end, and that decides. */
  outlasted: Outlasted | null;
  /** Time in which their processes were ready to run and had no CPU, in ms. */
  waitedForCpuMs: number;
}

/** Head's first turn is given this multiple of what base's took… */
const TIMES_BASE = 20;
/** …and at least this, in ms. */
const LEAST_LIMIT_MS = 15_000;

/** Time after which head does not end, by what base took, in ms. */
export function limitOfHead(baseMs: number): number {
  return Math.max(LEAST_LIMIT_MS, TIMES_BASE * baseMs);
}

/**
 * Takes the first fork of each side, which is not counted: it finds out how many samples a fork takes, fills the caches,
 * tells what fails, and what is usual.
 */
export async function firstForks(
  { benchmarks, take }: PairedTest,
  signal?: AbortSignal,
): Promise<FirstForks> {
  const startedAt = performance.now();
  const turn = { pair: null, only: benchmarks, signal };
  const base = await take({ ...turn, side: 'base' });
  const otherMs = performance.now() - startedAt;
  const limitMs = limitOfHead(otherMs);
  const isLimited = base.state === 'measured';
  const head = await take({ ...turn, side: 'head', ...(isLimited && { limitMs }) });
  const isUnended = isLimited && head.state === 'failed' && head.error.code === 'TIME_LIMIT';
  const errors = new Map<string, string>();
  const forks = new Map(benchmarks.map((name): [string, Fork[]] => [name, []]));
  for (const [side, result] of [['base', base] as const, ['head', head] as const]) {
    for (const name of benchmarks) {
      const error = turnError(result, name, side);
      if (error !== null && !errors.has(name)) errors.set(name, error);
      const fork = result.state === 'measured' ? result.forks.get(name) : undefined;
      if (fork !== undefined) forks.get(name)?.push(fork);
    }
  }
  const waitedForCpuMs = waitOf(base) + waitOf(head);
  if (!isUnended) return { errors, forks, outlasted: null, waitedForCpuMs };
  const outlasted: Outlasted = {
    ...{ state: 'outlasted', side: 'head', took: { state: 'unended', limitMs } },
    ...{ otherMs, of: 'a process', note: null },
  };
  return { errors: new Map(), forks, outlasted, waitedForCpuMs };
}

export interface PairOfForks {
  base: TurnResult;
  head: TurnResult;
  /** Time in which their processes were ready to run and had no CPU, in ms. */
  waitedForCpuMs: number;
}

/** Takes a fork of each side, one after the other. */
export async function measurePair(
  { take }: PairedTest,
  { first, ...turn }: { first: Side } & Omit<Turn, 'side' | 'limitMs'>,
): Promise<PairOfForks> {
  const of = (side: Side) => take({ side, ...turn });
  const second = first === 'base' ? 'head' : 'base';
  const results = { [first]: await of(first), [second]: await of(second) };
  const { base, head } = results as Record<Side, TurnResult>;
  return { base, head, waitedForCpuMs: waitOf(base) + waitOf(head) };
}

function waitOf(result: TurnResult): number {
  return result.state === 'measured' ? (result.waitedForCpuMs ?? 0) : 0;
}

/** Why a turn gave no fork of a benchmark; null: it gave one. */
export function turnError(result: TurnResult, name: string, side: Side): string | null {
  if (result.state === 'failed') return `${side}: ${result.error.message}`;
  return result.forks.has(name) ? null : `${side} does not measure it`;
}
