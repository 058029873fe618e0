/** The instruments that can judge a benchmark. */
export const BENCH_INSTRUMENTS = ['wall', 'instructions', 'allocated'] as const;

export type BenchInstrument = (typeof BENCH_INSTRUMENTS)[number];
/** The instruments that count instead of timing. */
export type CountInstrument = Exclude<BenchInstrument, 'wall'>;
export type BenchInstruments = readonly [BenchInstrument, ...BenchInstrument[]];

declare module 'vitest' {
  interface BenchFnOptions {
    /**
     * Instruments that perf-kit measures this benchmark with. `vitest bench` itself ignores them.
     *
     * @default ['wall']
     */
    instruments?: BenchInstruments;
  }
}
