import { DatabaseSync } from 'node:sqlite';
import {
  cellsOf,
  INSERT,
  type Peer,
  requireFull,
  SELECT_NEWEST,
  SELECT_ONE,
  SETTINGS,
} from './peer.ts';

/** Node's own SQLite module. */
export function nodeSqlite(path: string): Peer {
  const connection = new DatabaseSync(path);
  for (const setting of SETTINGS) connection.exec(`PRAGMA ${setting}`);
  requireFull(connection.prepare('PRAGMA synchronous').get()?.['synchronous']);
  const insert = connection.prepare(INSERT);
  const one = connection.prepare(SELECT_ONE);
  const newest = connection.prepare(SELECT_NEWEST);
  return {
    createPrompt: async (prompt) => Number(insert.run(...cellsOf(prompt)).lastInsertRowid),
    async createPrompts(prompts) {
      connection.exec('BEGIN IMMEDIATE');
      const ids = prompts.map((prompt) => insert.run(...cellsOf(prompt)).lastInsertRowid);
      connection.exec('COMMIT');
      return ids;
    },
    getPrompt: async (id) => one.get(id),
    listPrompts: async ({ limit }) => newest.all(limit),
    close: async () => void connection.close(),
  };
}
