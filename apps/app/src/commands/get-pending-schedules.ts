import { z } from 'zod';
import { defineCommand } from './command.ts';
import { scheduleRecord } from './records.ts';

/** Schedules that wait to be run, earliest time first, whether due or not. */
export const getPendingSchedules = defineCommand({
  args: z.strictObject({}),
  run: async (_args, { store }) => (await store.getPendingSchedules()).map(scheduleRecord),
});
