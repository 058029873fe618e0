import type { HighPerfOptions } from '../src/index.ts';

/** The two ways to commit a write; each must keep every promise. */
export const WAYS: readonly (readonly [name: string, options: HighPerfOptions])[] = [
  ['on the calling thread', { directCommitMs: 10_000 }],
  ['on the writer thread', { directCommitMs: 0 }],
];
