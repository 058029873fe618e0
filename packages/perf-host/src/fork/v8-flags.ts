import type { CountInstrument } from './bench-options.ts';

/**
 * Flags that make V8 repeat itself, its optimising compiler on: no random seeds, no helper threads,
 * compilation at points that depend on the program alone, and a young generation so large that hardly
 * anything is collected within a window.
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

/** A young generation so large that nothing is collected while allocations are counted, in MiB. */
export const YOUNG_GENERATION_MIB = 512;

const ALLOCATION_FLAGS = [
  '--predictable',
  '--single-threaded',
  '--expose-gc',
  `--min-semi-space-size=${YOUNG_GENERATION_MIB}`,
  `--max-semi-space-size=${YOUNG_GENERATION_MIB}`,
] as const;

/**
 * What a counted process sets before it runs a benchmark, so that the threads that the benchmark starts get V8's own
 * young generation instead of its large one: for twenty of that size many a machine has no memory.
 */
export const THREAD_FLAGS = ['--min-semi-space-size=0', '--max-semi-space-size=0'] as const;

/** The flags of Node for the processes of an instrument: part of what identifies its environment. */
export const COUNT_FLAGS: Record<CountInstrument, readonly string[]> = {
  instructions: INSTRUCTION_FLAGS,
  allocated: ALLOCATION_FLAGS,
};
