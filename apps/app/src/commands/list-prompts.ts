import { z } from 'zod';
import { promptList } from '../lists/list-source.ts';
import { readList } from '../lists/read-list.ts';
import { id, limit } from './argument-types.ts';
import { defineCommand } from './command.ts';
import { promptRecord } from './records.ts';

/**
 * Lists prompts, newest first: at most `limit`, 100 by default. `before` is the last id of the previous page,
 * `tag` a whole tag, `search` a text in title, content or tags.
 */
export const listPrompts = defineCommand({
  args: z.strictObject({
    limit,
    before: id.optional(),
    tag: z.string().optional(),
    search: z.string().optional(),
  }),
  run: (args, { store }) => readList(promptList(store, args), promptRecord),
});
