import type { Database } from 'better-sqlite3';
import type { Schedule, ScheduleQuery } from '../prompt-store.ts';
import { shared, toRows } from './to-rows.ts';

const SELECT = `SELECT id, prompt_id, prompt_title, prompt_tags, schedule_time, status, cron_expr, execution_count,
  last_run_at, next_run_at, created_at, updated_at FROM v_schedule_summary`;

type Cells = [
  id: number,
  promptId: number,
  promptTitle: string,
  promptTags: string | null,
  scheduleTime: string,
  status: string,
  cronExpr: string | null,
  executionCount: number,
  lastRunAt: string | null,
  nextRunAt: string | null,
  createdAt: string,
  updatedAt: string,
];

export const toSchedule = (
  [
    id,
    promptId,
    promptTitle,
    promptTags,
    scheduleTime,
    status,
    cronExpr,
    executionCount,
    lastRunAt,
    nextRunAt,
    createdAt,
    updatedAt,
  ]: Cells,
  before: Schedule | null,
): Schedule => {
  const created = shared(createdAt, before?.createdAt);
  return {
    id,
    promptId,
    promptTitle: shared(promptTitle, before?.promptTitle),
    promptTags: shared(promptTags, before?.promptTags),
    scheduleTime,
    status: shared(status, before?.status),
    cronExpr: shared(cronExpr, before?.cronExpr),
    executionCount,
    lastRunAt,
    nextRunAt,
    createdAt: created,
    updatedAt: shared(updatedAt, created),
  };
};

/** Prepares the reads of schedules. */
export function scheduleQueries(connection: Database, ran: (sql: string) => void) {
  const byId = connection.prepare<[number], Cells>(`${SELECT} WHERE id = ?`).raw();
  const all = connection.prepare<[], Cells>(`${SELECT} ORDER BY schedule_time, id`).raw();
  const byStatus = connection
    .prepare<[string], Cells>(`${SELECT} WHERE status = ? ORDER BY schedule_time, id`)
    .raw();

  return {
    get(id: number): Schedule | null {
      ran(byId.source);
      const cells = byId.get(id);
      return cells === undefined ? null : toSchedule(cells, null);
    },

    list({ status }: ScheduleQuery): Schedule[] {
      ran(status === undefined ? all.source : byStatus.source);
      return toRows(status === undefined ? all.all() : byStatus.all(status), toSchedule);
    },
  };
}
