import { z } from 'zod';
import { defineCommand } from './command.ts';
import { tokenUsageRecord } from './records.ts';

/** What all runs together used and cost. */
export const getTokenUsageStats = defineCommand({
  args: z.strictObject({}),
  run: async (_args, { store }) => tokenUsageRecord(await store.getTokenUsageStats()),
});
