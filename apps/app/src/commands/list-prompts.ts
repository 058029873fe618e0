import { z } from 'zod';
import { id } from './argument-types.ts';
import { defineCommand } from './command.ts';
import { promptRecord } from './records.ts';

/**
 * Lists prompts, newest first: all, or at most `limit`. `before` is the last id of the previous page,
 * `tag` a whole tag, `search` a text in title, content or tags.
 */
export const listPrompts = defineCommand({
  args: z.strictObject({
    limit: z.int().positive({ error: 'expected a positive whole number' }).optional(),
    before: id.optional(),
    tag: z.string().optional(),
    search: z.string().optional(),
  }),
  run: async (args, { store }) => (await store.listPrompts(args)).map(promptRecord),
});
