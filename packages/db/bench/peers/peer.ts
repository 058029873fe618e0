import type { NewPrompt } from '../../src/index.ts';

/** Calls that the benchmarks make on a store, ours or another. */
export interface Peer {
  createPrompt(prompt: NewPrompt): Promise<number>;
  /** Stores all of them in one transaction. */
  createPrompts(prompts: readonly NewPrompt[]): Promise<unknown>;
  getPrompt(id: number): Promise<unknown>;
  listPrompts(query: { limit: number }): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Every peer runs the statements of our stores. */
export const INSERT =
  'INSERT INTO prompts (title, content, tags, created_at, updated_at) VALUES (?, ?, ?, ?, ?)';
const COLUMNS = 'id, title, content, tags, created_at AS createdAt, updated_at AS updatedAt';
export const SELECT_ONE = `SELECT ${COLUMNS} FROM prompts WHERE id = ?`;
export const SELECT_NEWEST = `SELECT ${COLUMNS} FROM prompts ORDER BY id DESC LIMIT ?`;

/**
 * Durability settings of HighPerfDatabase. The time-out is a minute: of twenty connections that write at once, one can wait longer
 * than the usual five seconds for the lock.
 */
export const SETTINGS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 60000',
];

const FULL = 2;

/** Refuses a peer that waits less for the disk. */
export function requireFull(synchronous: unknown): void {
  if (synchronous !== FULL) {
    throw new Error(`Expected synchronous = FULL (${FULL}), got ${String(synchronous)}.`);
  }
}

export type Cells = [string, string, string | null, string, string];

export function cellsOf({ title, content, tags = null }: NewPrompt): Cells {
  const now = new Date().toISOString();
  return [title, content, tags, now, now];
}
