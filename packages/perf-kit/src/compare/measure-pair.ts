import type { PairedTest, Side, Turn, TurnResult } from './turn.ts';

/**
 * Takes the first fork of each side, which is not counted: it finds out how many samples a fork takes, fills the caches,
 * and tells what fails.
 *
 * @returns Why benchmarks cannot be measured, by their names.
 */
export async function firstForks({ benchmarks, take }: PairedTest): Promise<Map<string, string>> {
  const errors = new Map<string, string>();
  for (const side of ['base', 'head'] as const) {
    const result = await take({ side, pair: null, only: benchmarks });
    for (const name of benchmarks) {
      const error = turnError(result, name, side);
      if (error !== null && !errors.has(name)) errors.set(name, error);
    }
  }
  return errors;
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
