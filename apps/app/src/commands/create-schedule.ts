import { z } from 'zod';
import { id, isoTime } from './argument-types.ts';
import { defineCommand } from './command.ts';
import { describeCronProblem } from './cron-expression.ts';

const cronExpr = z.string().superRefine((expression, context) => {
  const problem = describeCronProblem(expression);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});

/** Schedules a prompt for a time, once or (with `cronExpr`) repeatedly. Returns the id of the schedule. */
export const createSchedule = defineCommand({
  args: z.strictObject({
    promptId: id,
    scheduleTime: isoTime,
    cronExpr: cronExpr.nullable().optional(),
  }),
  run: (args, { store }) => store.createSchedule(args),
});
