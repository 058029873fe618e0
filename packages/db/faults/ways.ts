import type { HighPerfOptions } from '../src/index.ts';

/** The two ways in which a write is committed: each must hold by itself. */
export const WAYS: readonly (readonly [name: string, options: HighPerfOptions])[] = [
  ['on the calling thread', { directCommitMs: 10_000 }],
  ['on the writer thread', { directCommitMs: 0 }],
];
