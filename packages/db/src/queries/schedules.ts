import type { Database } from 'better-sqlite3';
import type { Schedule, ScheduleQuery } from '../prompt-store.ts';

const SELECT = `SELECT id, prompt_id AS promptId, prompt_title AS promptTitle, prompt_tags AS promptTags,
  schedule_time AS scheduleTime, status, cron_expr AS cronExpr, execution_count AS executionCount,
  last_run_at AS lastRunAt, next_run_at AS nextRunAt, created_at AS createdAt, updated_at AS updatedAt
  FROM v_schedule_summary`;

/** The reads on schedules. */
export function scheduleQueries(connection: Database, ran: (sql: string) => void) {
  const byId = connection.prepare<[number], Schedule>(`${SELECT} WHERE id = ?`);
  const all = connection.prepare<[], Schedule>(`${SELECT} ORDER BY schedule_time, id`);
  const byStatus = connection.prepare<[string], Schedule>(
    `${SELECT} WHERE status = ? ORDER BY schedule_time, id`,
  );

  return {
    get(id: number): Schedule | null {
      ran(byId.source);
      return byId.get(id) ?? null;
    },

    list({ status }: ScheduleQuery): Schedule[] {
      ran(status === undefined ? all.source : byStatus.source);
      return status === undefined ? all.all() : byStatus.all(status);
    },
  };
}
