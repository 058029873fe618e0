import { z } from 'zod';
import { scheduleList } from '../lists/list-source.ts';
import { readList } from '../lists/read-list.ts';
import { id, isoTime, limit } from './argument-types.ts';
import { defineCommand } from './command.ts';
import { scheduleRecord } from './records.ts';

/**
 * Lists the schedules that are waiting to run, due or not, earliest time first: at most `limit`, 100 by default. `after` has the
 * time and the id of the last schedule of the previous page.
 */
export const getPendingSchedules = defineCommand({
  args: z.strictObject({
    limit,
    after: z.strictObject({ scheduleTime: isoTime, id }).optional(),
  }),
  run: (args, { store }) =>
    readList(scheduleList(store, { status: 'pending', ...args }), scheduleRecord),
});
