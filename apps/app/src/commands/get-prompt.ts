import { z } from 'zod';
import { id } from './argument-types.ts';
import { defineCommand } from './command.ts';
import { promptRecord } from './records.ts';

/** Returns one prompt, or null when no prompt has this id. */
export const getPrompt = defineCommand({
  args: z.strictObject({ id }),
  run: async (args, { store }) => {
    const prompt = await store.getPrompt(args.id);
    return prompt && promptRecord(prompt);
  },
});
