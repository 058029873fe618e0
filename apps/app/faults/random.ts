export interface Random {
  /** Returns an integer in [0, `end`). */
  readonly below: (end: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
}

/** Returns a source of random choices, the same for the same seed: xorshift32 (Marsaglia, 2003). */
export function randomOf(seed: number): Random {
  let state = seed;
  const below = (end: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % end;
  };
  return { below, pick: <T>(values: readonly T[]) => values[below(values.length)] as T };
}
