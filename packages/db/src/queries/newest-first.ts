import type { Database, Statement } from 'better-sqlite3';
import { toRows } from './to-rows.ts';

export interface Page {
  /** SQL after `FROM`; its rows have the columns of the table. */
  readonly from: string;
  /** SQL conditions over the named parameters; a row must meet all of them. */
  readonly conditions: readonly string[];
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly limit: number | undefined;
}

export interface NewestFirstOptions<Cells, Row> {
  /** Columns to select. */
  readonly columns: string;
  /** Makes a row from the cells of these columns; see {@link toRows}. */
  readonly toRow: (cells: Cells, before: Row | null) => Row;
  /** Called with each statement that runs. */
  readonly ran: (sql: string) => void;
}

/** Reads pages of a table by key, newest first. A page does not read the pages before it. */
export function newestFirst<Cells, Row>(
  connection: Database,
  { columns, toRow, ran }: NewestFirstOptions<Cells, Row>,
): (page: Page) => Row[] {
  const statements = new Map<string, Statement<unknown[], Cells>>();

  return ({ from, conditions, parameters, limit }) => {
    const sql = pageSql(`${columns} FROM ${from}`, conditions);
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = connection.prepare<unknown[], Cells>(sql).raw();
      statements.set(sql, statement);
    }
    ran(sql);
    // SQLite treats a negative limit as no limit.
    return toRows(statement.all({ ...parameters, limit: limit ?? -1 }), toRow);
  };
}

/** Selects the rows after row `@before` in the list. That row need not exist any more. */
export const AFTER_ROW = 'id < @before';

/** Builds the SQL of a page. Orders by id: ids only grow, so theirs is the order of creation even if the clock stepped back. */
export function pageSql(select: string, conditions: readonly string[]): string {
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${select} ${where} ORDER BY id DESC LIMIT @limit`;
}
