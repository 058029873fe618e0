import { refuse } from '../input/check.ts';
import type { NewPrompt } from '../prompt-store.ts';
import { defineOperation } from './define-operation.ts';
import { prepareInsertPrompt, prepareInsertTogether, ROWS_TOGETHER } from './insert-prompts.ts';
import { newPrompt } from './new-prompt.ts';

/** Title, content and tags. */
const CELLS = 3;

/** Its operation holds title, content and tags of each prompt, one prompt after the other. */
export const createPrompts = defineOperation({
  changes: ['prompts'],
  hasSeveralStatements: true,
  rows: ([, cells]) => cells.length / CELLS,
  check(prompts: readonly NewPrompt[]) {
    if (!Array.isArray(prompts)) refuse('prompts', 'an array of prompts', prompts);
    const cells: (string | null)[] = [];
    for (const [index, prompt] of prompts.entries()) {
      const { title, content, tags } = newPrompt(prompt, `prompts[${index}]`);
      cells.push(title, content, tags);
    }
    return ['createPrompts', cells];
  },
  prepare(connection) {
    const insert = prepareInsertPrompt(connection);
    const insertTogether = prepareInsertTogether(connection);
    return ([, cells], now) => {
      const ids: number[] = [];
      const inWholeStatements = cells.length - (cells.length % (CELLS * ROWS_TOGETHER));
      let at = 0;
      while (at < inWholeStatements) {
        const rows: unknown[] = [];
        for (let row = 0; row < ROWS_TOGETHER; row++, at += CELLS) {
          rows.push(cells[at], cells[at + 1], cells[at + 2], now, now);
        }
        insertTogether(rows, ids);
      }
      for (; at < cells.length; at += CELLS) {
        ids.push(insert(cells[at] as string, cells[at + 1] as string, cells[at + 2] ?? null, now));
      }
      return ids;
    };
  },
});
