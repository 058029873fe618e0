import type { Operation } from '../operations/operation.ts';
import type { NewSchedule, ScheduleChanges, ScheduleQuery } from '../prompt-store.ts';
import { atLeast, changes, fields, filledText, id, optional, orNull, time } from './check.ts';

const newSchedule = fields({
  promptId: id,
  scheduleTime: time,
  cronExpr: optional(orNull(filledText), null),
});

const scheduleChanges = changes({
  scheduleTime: time,
  status: filledText,
  cronExpr: orNull(filledText),
  lastRunAt: orNull(time),
  nextRunAt: orNull(time),
  executionCount: atLeast(0),
});

const scheduleQuery = fields({ status: optional(filledText, undefined) });

export function createSchedule(schedule: NewSchedule): Operation {
  const { promptId, scheduleTime, cronExpr } = newSchedule(schedule, 'schedule');
  return ['createSchedule', promptId, scheduleTime, cronExpr];
}

export function updateSchedule(scheduleId: number, given: ScheduleChanges): Operation {
  return ['updateSchedule', id(scheduleId, 'id'), scheduleChanges(given, 'changes')];
}

export function deleteSchedule(scheduleId: number): Operation {
  return ['deleteSchedule', id(scheduleId, 'id')];
}

export function listSchedules(query: ScheduleQuery = {}): ScheduleQuery {
  return scheduleQuery(query, 'query');
}
