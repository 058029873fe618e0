import { z } from 'zod';
import { id } from './argument-types.ts';
import { defineCommand } from './command.ts';

/** Deletes a prompt and its schedules. Returns false when no prompt has this id. */
export const deletePrompt = defineCommand({
  args: z.strictObject({ id }),
  run: (args, { store }) => store.deletePrompt(args.id),
});
