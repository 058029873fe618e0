import type { Database, Statement } from 'better-sqlite3';

export interface Page {
  /** What follows `FROM`; its rows have the columns of the table. */
  readonly from: string;
  /** Conditions in SQL over the named parameters; all must hold. */
  readonly conditions: readonly string[];
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly limit: number | undefined;
}

/** Reads pages of a table by key, newest first: a page does not read those before it. */
export function newestFirst<Row>(
  connection: Database,
  columns: string,
  ran: (sql: string) => void,
): (page: Page) => Row[] {
  const statements = new Map<string, Statement<unknown[], Row>>();

  return ({ from, conditions, parameters, limit }) => {
    const sql = pageSql(`${columns} FROM ${from}`, conditions);
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = connection.prepare<unknown[], Row>(sql);
      statements.set(sql, statement);
    }
    ran(sql);
    // SQLite reads a negative limit as none.
    return statement.all({ ...parameters, limit: limit ?? -1 });
  };
}

/** The rows that come after the row `@before` in the list, whether that is still there or not. */
export const AFTER_ROW = 'id < @before';

/** Ids only grow: the order of ids is that of creation, also where the clock stepped back. */
export function pageSql(select: string, conditions: readonly string[]): string {
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${select} ${where} ORDER BY id DESC LIMIT @limit`;
}
