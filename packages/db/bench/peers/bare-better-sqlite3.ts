import Database from 'better-sqlite3';
import type { NewPrompt } from '../../src/index.ts';
import {
  cellsOf,
  INSERT,
  type Peer,
  requireFull,
  SELECT_NEWEST,
  SELECT_ONE,
  SETTINGS,
} from './peer.ts';

/** better-sqlite3 as its README shows it: prepared statements, one insert per call. */
export function bareBetterSqlite3(path: string): Peer {
  const connection = new Database(path);
  for (const setting of SETTINGS) connection.pragma(setting);
  requireFull(connection.pragma('synchronous', { simple: true }));
  const insert = connection.prepare(INSERT);
  const one = connection.prepare(SELECT_ONE);
  const newest = connection.prepare(SELECT_NEWEST);
  const create = (prompt: NewPrompt) => Number(insert.run(...cellsOf(prompt)).lastInsertRowid);
  const createAll = connection.transaction((prompts: readonly NewPrompt[]) => prompts.map(create));
  return {
    createPrompt: async (prompt) => create(prompt),
    createPrompts: async (prompts) => createAll(prompts),
    getPrompt: async (id) => one.get(id),
    listPrompts: async ({ limit }) => newest.all(limit),
    close: async () => void connection.close(),
  };
}
