import { z } from 'zod';
import { id } from './argument-types.ts';
import { defineCommand } from './command.ts';
import { promptRecord } from './records.ts';

/**
 * Prompts, newest first: all of them, or at most `limit`. `before` is the last id of the page before;
 * `tag` is one whole tag; `search` is looked for in title, content and tags.
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
