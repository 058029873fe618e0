import { z } from 'zod';
import { defineCommand } from './command.ts';
import { scheduleRecord } from './records.ts';

/** Lists the schedules that are waiting to run, due or not, earliest time first. */
export const getPendingSchedules = defineCommand({
  args: z.strictObject({}),
  run: async (_args, { store }) => (await store.getPendingSchedules()).map(scheduleRecord),
});
