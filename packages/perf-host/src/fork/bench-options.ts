/** The instruments that a benchmark can be judged by, see the README. */
export const BENCH_INSTRUMENTS = ['wall', 'instructions', 'allocated'] as const;

export type BenchInstrument = (typeof BENCH_INSTRUMENTS)[number];
export type BenchInstruments = readonly [BenchInstrument, ...BenchInstrument[]];

declare module 'vitest' {
  interface BenchFnOptions {
    /**
     * What perf-kit measures this benchmark with; `vitest bench` itself takes no notice of it.
     *
     * @default ['wall']
     */
    instruments?: BenchInstruments;
  }
}
