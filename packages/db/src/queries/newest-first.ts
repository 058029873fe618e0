import type { Database, Statement } from 'better-sqlite3';
import { toRows } from './to-rows.ts';

export interface Page {
  /** What follows `FROM`; its rows have the columns of the table. */
  readonly from: string;
  /** Conditions in SQL over the named parameters; all must hold. */
  readonly conditions: readonly string[];
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly limit: number | undefined;
}

export interface NewestFirstOptions<Cells, Row> {
  /** What to select. */
  readonly columns: string;
  /** Makes a row of the cells of these columns; see {@link toRows}. */
  readonly toRow: (cells: Cells, before: Row | null) => Row;
  /** Is told each statement that runs. */
  readonly ran: (sql: string) => void;
}

/** Reads pages of a table by key, newest first: a page does not read those before it. */
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
    // SQLite reads a negative limit as none.
    return toRows(statement.all({ ...parameters, limit: limit ?? -1 }), toRow);
  };
}

/** The rows that come after the row `@before` in the list, whether that is still there or not. */
export const AFTER_ROW = 'id < @before';

/** Ids only grow: the order of ids is that of creation, also where the clock stepped back. */
export function pageSql(select: string, conditions: readonly string[]): string {
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${select} ${where} ORDER BY id DESC LIMIT @limit`;
}
