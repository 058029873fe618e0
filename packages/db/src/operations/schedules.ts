import Database from 'better-sqlite3';
import { DatabaseError } from '../errors.ts';
import type { ScheduleChanges } from '../prompt-store.ts';
import type { Operation } from './operation.ts';
import { rowUpdate } from './row-update.ts';

/** The writes on schedules. */
export function scheduleOperations(connection: Database.Database) {
  const insert = connection.prepare<[number, string, string | null, string, string]>(
    `INSERT INTO schedules (prompt_id, schedule_time, cron_expr, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const remove = connection.prepare<[number]>('DELETE FROM schedules WHERE id = ?');
  const update = rowUpdate<ScheduleChanges>(connection, 'schedules', {
    scheduleTime: 'schedule_time',
    status: 'status',
    cronExpr: 'cron_expr',
    lastRunAt: 'last_run_at',
    nextRunAt: 'next_run_at',
    executionCount: 'execution_count',
  });

  return {
    create([, promptId, scheduleTime, cronExpr]: Operation<'createSchedule'>, now: string): number {
      try {
        return Number(insert.run(promptId, scheduleTime, cronExpr, now, now).lastInsertRowid);
      } catch (error) {
        throw isForeignKeyViolation(error) ? missingPrompt(promptId, error) : error;
      }
    },

    update: ([, id, changes]: Operation<'updateSchedule'>, now: string) => update(id, changes, now),

    delete: ([, id]: Operation<'deleteSchedule'>) => remove.run(id).changes > 0,
  };
}

function isForeignKeyViolation(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

function missingPrompt(promptId: number, cause: unknown): DatabaseError {
  return new DatabaseError(
    'CONSTRAINT',
    `Expected the promptId of a stored prompt, and there is no prompt ${promptId}: create it first.`,
    { cause },
  );
}
