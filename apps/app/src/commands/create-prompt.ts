import { z } from 'zod';
import { notBlank, tags } from './argument-types.ts';
import { defineCommand } from './command.ts';

/** Stores a prompt. Returns its id. */
export const createPrompt = defineCommand({
  args: z.strictObject({ title: notBlank, content: notBlank, tags: tags.optional() }),
  run: (args, { store }) => store.createPrompt(args),
});
