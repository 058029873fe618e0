import { createClient } from '@libsql/client';
import {
  cellsOf,
  INSERT,
  type Peer,
  requireFull,
  SELECT_NEWEST,
  SELECT_ONE,
  SETTINGS,
} from './peer.ts';

/** @libsql/client on a local file. */
export async function libsql(path: string): Promise<Peer> {
  const client = createClient({ url: `file:${path}` });
  for (const setting of SETTINGS) await client.execute(`PRAGMA ${setting}`);
  requireFull((await client.execute('PRAGMA synchronous')).rows[0]?.['synchronous']);
  return {
    async createPrompt(prompt) {
      const { lastInsertRowid } = await client.execute({ sql: INSERT, args: cellsOf(prompt) });
      return Number(lastInsertRowid);
    },
    createPrompts: (prompts) =>
      client.batch(
        prompts.map((prompt) => ({ sql: INSERT, args: cellsOf(prompt) })),
        'write',
      ),
    getPrompt: async (id) => (await client.execute({ sql: SELECT_ONE, args: [id] })).rows[0],
    listPrompts: async ({ limit }) =>
      (await client.execute({ sql: SELECT_NEWEST, args: [limit] })).rows,
    close: async () => client.close(),
  };
}
