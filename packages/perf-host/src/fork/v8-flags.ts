import type { CountInstrument } from './bench-options.ts';

/**
 * Flags that make V8 deterministic with its optimising compiler on: no random seeds, no helper threads, compilation at
 * points that depend only on the program, and a young generation so large that hardly anything is collected within a
 * window.
 */
const INSTRUCTION_FLAGS = [
  '--hash-seed=1',
  '--random-seed=1',
  '--predictable',
  '--single-threaded',
  '--expose-gc',
  '--min-semi-space-size=256',
  '--max-semi-space-size=256',
] as const;

/** Size of the young generation while allocations are counted, in MiB: so large that nothing is collected. */
export const YOUNG_GENERATION_MIB = 512;

const ALLOCATION_FLAGS = [
  '--predictable',
  '--single-threaded',
  '--expose-gc',
  `--min-semi-space-size=${YOUNG_GENERATION_MIB}`,
  `--max-semi-space-size=${YOUNG_GENERATION_MIB}`,
] as const;

/**
 * Flags that a counted process sets before it runs a benchmark. The threads that the benchmark starts then get a young
 * generation of V8's usual size: many machines have too little memory for twenty large ones.
 */
export const THREAD_FLAGS = ['--min-semi-space-size=0', '--max-semi-space-size=0'] as const;

/** Node's flags for the processes of an instrument. They are part of the fingerprint of its environment. */
export const COUNT_FLAGS: Record<CountInstrument, readonly string[]> = {
  instructions: INSTRUCTION_FLAGS,
  allocated: ALLOCATION_FLAGS,
};
