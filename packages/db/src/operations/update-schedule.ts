import { atLeast, changes, filledText, id, orNull, time } from '../input/check.ts';
import type { ScheduleChanges } from '../prompt-store.ts';
import { defineOperation } from './define-operation.ts';
import { rowUpdate } from './row-update.ts';

const scheduleChanges = changes({
  scheduleTime: time,
  status: filledText,
  cronExpr: orNull(filledText),
  lastRunAt: orNull(time),
  nextRunAt: orNull(time),
  executionCount: atLeast(0),
});

export const updateSchedule = defineOperation({
  changes: ['schedules'],
  check: (scheduleId: number, given: ScheduleChanges) => [
    'updateSchedule',
    id(scheduleId, 'id'),
    scheduleChanges(given, 'changes'),
  ],
  prepare(connection) {
    const update = rowUpdate<ScheduleChanges>(connection, 'schedules', {
      scheduleTime: 'schedule_time',
      status: 'status',
      cronExpr: 'cron_expr',
      lastRunAt: 'last_run_at',
      nextRunAt: 'next_run_at',
      executionCount: 'execution_count',
    });
    return ([, scheduleId, given], now) => update(scheduleId, given, now);
  },
});
