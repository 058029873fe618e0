import type { NewPrompt } from '../../src/index.ts';

/** What the benchmarks do with a store, ours or another. */
export interface Peer {
  createPrompt(prompt: NewPrompt): Promise<number>;
  /** All in one transaction. */
  createPrompts(prompts: readonly NewPrompt[]): Promise<unknown>;
  getPrompt(id: number): Promise<unknown>;
  listPrompts(query: { limit: number }): Promise<unknown[]>;
  close(): Promise<void>;
}

/** The statements that every peer runs: those of the stores. */
export const INSERT =
  'INSERT INTO prompts (title, content, tags, created_at, updated_at) VALUES (?, ?, ?, ?, ?)';
const COLUMNS = 'id, title, content, tags, created_at AS createdAt, updated_at AS updatedAt';
export const SELECT_ONE = `SELECT ${COLUMNS} FROM prompts WHERE id = ?`;
export const SELECT_NEWEST = `SELECT ${COLUMNS} FROM prompts ORDER BY id DESC LIMIT ?`;

/**
 * The settings of HighPerfDatabase that decide about durability. A minute of waiting for the lock: twenty connections that
 * write at once can each be passed over for longer than the usual five seconds.
 */
export const SETTINGS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 60000',
];

const FULL = 2;

/** A peer that quietly waited less for the disk would be no peer. */
export function requireFull(synchronous: unknown): void {
  if (synchronous !== FULL) {
    throw new Error(`Expected synchronous = FULL (${FULL}), and it is ${String(synchronous)}.`);
  }
}

export type Cells = [string, string, string | null, string, string];

export function cellsOf({ title, content, tags = null }: NewPrompt): Cells {
  const now = new Date().toISOString();
  return [title, content, tags, now, now];
}
