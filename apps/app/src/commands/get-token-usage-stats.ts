import { z } from 'zod';
import { defineCommand } from './command.ts';
import { tokenUsageRecord } from './records.ts';

/** Returns the tokens and the cost of all runs together. */
export const getTokenUsageStats = defineCommand({
  args: z.strictObject({}),
  run: async (_args, { store }) => tokenUsageRecord(await store.getTokenUsageStats()),
});
