import Database from 'better-sqlite3';
import { DatabaseError } from '../errors.ts';
import { fields, filledText, id, optional, orNull, time } from '../input/check.ts';
import type { NewSchedule } from '../prompt-store.ts';
import { defineOperation } from './define-operation.ts';

const newSchedule = fields({
  promptId: id,
  scheduleTime: time,
  cronExpr: optional(orNull(filledText), null),
});

export const createSchedule = defineOperation({
  changes: ['schedules'],
  check(schedule: NewSchedule) {
    const { promptId, scheduleTime, cronExpr } = newSchedule(schedule, 'schedule');
    return ['createSchedule', promptId, scheduleTime, cronExpr];
  },
  prepare(connection) {
    const insert = connection.prepare<[number, string, string | null, string, string]>(
      `INSERT INTO schedules (prompt_id, schedule_time, cron_expr, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?)`,
    );
    return ([, promptId, scheduleTime, cronExpr], now) => {
      try {
        return Number(insert.run(promptId, scheduleTime, cronExpr, now, now).lastInsertRowid);
      } catch (error) {
        throw isForeignKeyViolation(error) ? missingPrompt(promptId, error) : error;
      }
    };
  },
});

function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

function missingPrompt(promptId: number, cause: unknown): DatabaseError {
  return new DatabaseError(
    'CONSTRAINT',
    `Expected the promptId of a stored prompt, but there is no prompt ${promptId}: create it first.`,
    { cause },
  );
}
