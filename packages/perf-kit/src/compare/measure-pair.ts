import type { Fork } from '../report/schema.ts';
import type { PairedTest, Side, Turn, TurnResult } from './turn.ts';

/** What the first forks of a test tell, each by the name of a benchmark. */
export interface FirstForks {
  /** Why it cannot be measured. */
  errors: Map<string, string>;
  /** One of each side, or fewer where one failed. */
  forks: Map<string, Fork[]>;
}

/**
 * Takes the first fork of each side, which is not counted: it finds out how many samples a fork takes, fills the caches,
 * tells what fails, and what is usual.
 */
export async function firstForks({ benchmarks, take }: PairedTest): Promise<FirstForks> {
  const errors = new Map<string, string>();
  const forks = new Map(benchmarks.map((name): [string, Fork[]] => [name, []]));
  for (const side of ['base', 'head'] as const) {
    const result = await take({ side, pair: null, only: benchmarks });
    for (const name of benchmarks) {
      const error = turnError(result, name, side);
      if (error !== null && !errors.has(name)) errors.set(name, error);
      const fork = result.state === 'measured' ? result.forks.get(name) : undefined;
      if (fork !== undefined) forks.get(name)?.push(fork);
    }
  }
  return { errors, forks };
}

export interface PairOfForks {
  base: TurnResult;
  head: TurnResult;
  /** Of both, from the start of the first to the end of the second. */
  durationMs: number;
}

/** Takes a fork of each side, one after the other. */
export async function measurePair(
  { take }: PairedTest,
  { first, pair, only }: { first: Side; pair: number } & Pick<Turn, 'only'>,
): Promise<PairOfForks> {
  const startedAt = performance.now();
  const of = (side: Side) => take({ side, pair, only });
  const second = first === 'base' ? 'head' : 'base';
  const results = { [first]: await of(first), [second]: await of(second) };
  const { base, head } = results as Record<Side, TurnResult>;
  return { base, head, durationMs: performance.now() - startedAt };
}

/** Why a turn gave no fork of a benchmark; null: it gave one. */
export function turnError(result: TurnResult, name: string, side: Side): string | null {
  if (result.state === 'failed') return `${side}: ${result.error.message}`;
  return result.forks.has(name) ? null : `${side} does not measure it`;
}
