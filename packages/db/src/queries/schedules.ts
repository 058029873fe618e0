import type { Database, Statement } from 'better-sqlite3';
import type { RowSize, Schedule, ScheduleQuery } from '../prompt-store.ts';
import { bytesOf, type SizeCells, toRowSize } from './row-size.ts';
import { shared, toRows } from './to-rows.ts';

const COLUMNS = `id, prompt_id, prompt_title, prompt_tags, schedule_time, status, cron_expr, execution_count,
  last_run_at, next_run_at, created_at, updated_at`;

const SIZE_COLUMNS = `id, ${bytesOf('prompt_title', 'prompt_tags', 'status', 'cron_expr')}`;

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
  const byIdSql = `SELECT ${COLUMNS} FROM v_schedule_summary WHERE id = ?`;
  const byId = connection.prepare<[number], Cells>(byIdSql).raw();
  const statements = new Map<string, Statement<unknown[], unknown>>();

  /** Reads the cells of a list, earliest first. */
  const cellsOf = <Each>(columns: string, { status, limit, after }: ScheduleQuery): Each[] => {
    const conditions = [
      ...(status === undefined ? [] : ['status = @status']),
      ...(after === undefined ? [] : ['(schedule_time, id) > (@time, @id)']),
    ];
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const sql = `SELECT ${columns} FROM v_schedule_summary ${where} ORDER BY schedule_time, id LIMIT @limit`;
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = connection.prepare<unknown[], unknown>(sql).raw();
      statements.set(sql, statement);
    }
    ran(sql);
    // SQLite treats a negative limit as no limit. Values without a place in the statement are not allowed.
    const parameters = {
      limit: limit ?? -1,
      ...(status === undefined ? {} : { status }),
      ...(after === undefined ? {} : { time: after.scheduleTime, id: after.id }),
    };
    return statement.all(parameters) as Each[];
  };

  return {
    get(id: number): Schedule | null {
      ran(byIdSql);
      const cells = byId.get(id);
      return cells === undefined ? null : toSchedule(cells, null);
    },

    list: (query: ScheduleQuery): Schedule[] => toRows(cellsOf<Cells>(COLUMNS, query), toSchedule),

    sizes: (query: ScheduleQuery): RowSize[] =>
      cellsOf<SizeCells>(SIZE_COLUMNS, query).map(toRowSize),
  };
}
