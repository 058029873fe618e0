import type { Database } from 'better-sqlite3';
import type { PromptChanges } from '../prompt-store.ts';
import type { Operation } from './operation.ts';
import { rowUpdate } from './row-update.ts';

/** The writes on prompts. */
export function promptOperations(connection: Database) {
  const insert = connection.prepare<[string, string, string | null, string, string]>(
    'INSERT INTO prompts (title, content, tags, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = connection.prepare<[number]>('DELETE FROM prompts WHERE id = ?');
  const update = rowUpdate<PromptChanges>(connection, 'prompts', {
    title: 'title',
    content: 'content',
    tags: 'tags',
  });

  const create = (title: string, content: string, tags: string | null, now: string) =>
    Number(insert.run(title, content, tags, now, now).lastInsertRowid);

  return {
    create: ([, title, content, tags]: Operation<'createPrompt'>, now: string) =>
      create(title, content, tags, now),

    createMany([, cells]: Operation<'createPrompts'>, now: string): number[] {
      const ids: number[] = [];
      for (let at = 0; at < cells.length; at += 3) {
        ids.push(create(cells[at] as string, cells[at + 1] as string, cells[at + 2] ?? null, now));
      }
      return ids;
    },

    update: ([, id, changes]: Operation<'updatePrompt'>, now: string) => update(id, changes, now),

    delete: ([, id]: Operation<'deletePrompt'>) => remove.run(id).changes > 0,
  };
}
