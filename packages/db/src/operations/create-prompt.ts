import type { Database } from 'better-sqlite3';
import type { NewPrompt } from '../prompt-store.ts';
import { defineOperation } from './define-operation.ts';
import { prepareInsertPrompt, prepareInsertTogether } from './insert-prompts.ts';
import { newPrompt } from './new-prompt.ts';

export const createPrompt = defineOperation({
  changes: ['prompts'],
  check(prompt: NewPrompt) {
    const { title, content, tags } = newPrompt(prompt, 'prompt');
    return ['createPrompt', title, content, tags];
  },
  prepare(connection) {
    const insert = prepareInsertPrompt(connection);
    return ([, title, content, tags], now) => insert(title, content, tags, now);
  },
});

type Creation = ReturnType<typeof createPrompt.check>;

/** Stores {@link ROWS_TOGETHER} created prompts with one statement and gives their ids in order. */
export function prepareCreateTogether(connection: Database) {
  const insertTogether = prepareInsertTogether(connection);
  return (creations: readonly Creation[], now: string): number[] => {
    const cells: unknown[] = [];
    const ids: number[] = [];
    for (const [, title, content, tags] of creations) cells.push(title, content, tags, now, now);
    insertTogether(cells, ids);
    return ids;
  };
}
