import type { Fork } from '@night-pilot/perf-report';
import type { PairedTest, Side, Turn, TurnResult } from '../versions/turn.ts';
import type { Outlasted } from './outlasted.ts';

/** The forks of a test before all pairs. Maps are by the name of a benchmark. */
export interface UncountedForks {
  /** Why a benchmark cannot be measured. */
  errors: Map<string, string>;
  /** One fork of each side, or fewer if one failed. */
  forks: Map<string, Fork[]>;
  /** Head did not end, and that decides. null: both ended. */
  outlasted: Outlasted | null;
  /** Time that their processes were ready to run and had no CPU, in ms. */
  waitedForCpuMs: number;
}

/** The first turn of head may take this multiple of base's time… */
export const TIMES_BASE = 20;
/** …and at least this, in ms. */
const LEAST_LIMIT_MS = 15_000;

/**
 * Limit of the first turn of head, in ms: a head that takes longer does not end.
 *
 * @param baseMs Time of the first turn of base.
 */
export function limitOfHead(baseMs: number): number {
  return Math.max(LEAST_LIMIT_MS, TIMES_BASE * baseMs);
}

/**
 * Measures the first fork of each side, which is not counted. It finds out how many samples a fork takes, fills the
 * caches, and shows what fails and what disturbance is usual.
 */
export async function measureUncounted(
  { benchmarks, take }: PairedTest,
  signal?: AbortSignal,
): Promise<UncountedForks> {
  const turn = { pair: null, only: benchmarks, signal };
  const startedAt = performance.now();
  const base = await take({ ...turn, side: 'base' });
  const baseMs = performance.now() - startedAt;
  // Only where base ends can head be said not to.
  const limitMs = base.state === 'measured' ? limitOfHead(baseMs) : undefined;
  const head = await take({ ...turn, side: 'head', limitMs });
  const waitedForCpuMs = waitOf(base) + waitOf(head);
  if (limitMs !== undefined && head.state === 'failed' && head.error.code === 'TIME_LIMIT') {
    const outlasted: Outlasted = {
      state: 'outlasted',
      side: 'head',
      took: { state: 'unended', limitMs },
      otherMs: baseMs,
      of: 'a process',
      note: null,
    };
    return { errors: new Map(), forks: new Map(), outlasted, waitedForCpuMs };
  }
  const errors = new Map<string, string>();
  for (const name of benchmarks) {
    const error = turnError(base, name, 'base') ?? turnError(head, name, 'head');
    if (error !== null) errors.set(name, error);
  }
  const forks = new Map(
    benchmarks.map((name): [string, Fork[]] => [
      name,
      [base, head].flatMap((result) => forkOf(result, name) ?? []),
    ]),
  );
  return { errors, forks, outlasted: null, waitedForCpuMs };
}

export interface PairOfForks {
  base: TurnResult;
  head: TurnResult;
  /** Time that their processes were ready to run and had no CPU, in ms. */
  waitedForCpuMs: number;
}

/** Measures a fork of each side, one after the other. */
export async function measurePair(
  { take }: PairedTest,
  { first, ...turn }: { first: Side } & Omit<Turn, 'side' | 'limitMs'>,
): Promise<PairOfForks> {
  const order = first === 'base' ? (['base', 'head'] as const) : (['head', 'base'] as const);
  const results: Partial<Record<Side, TurnResult>> = {};
  for (const side of order) results[side] = await take({ side, ...turn });
  const { base, head } = results as Record<Side, TurnResult>;
  return { base, head, waitedForCpuMs: waitOf(base) + waitOf(head) };
}

function waitOf(result: TurnResult): number {
  return result.state === 'measured' ? (result.waitedForCpuMs ?? 0) : 0;
}

/** Says why a turn gave no fork of a benchmark. null: it gave one. */
export function turnError(result: TurnResult, name: string, side: Side): string | null {
  if (result.state === 'failed') return `${side}: ${result.error.message}`;
  return result.forks.has(name) ? null : `${side} does not measure it`;
}

function forkOf(result: TurnResult, name: string): Fork | undefined {
  return result.state === 'measured' ? result.forks.get(name) : undefined;
}
