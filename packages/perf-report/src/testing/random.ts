export { normal, seededRandom } from '../stats/random.ts';

/** Returns a generator of integers in [0, `end`), the same for the same seed: xorshift32 (Marsaglia, 2003). */
export function randomIntegers(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % end;
  };
}
