import type { Database, Statement } from 'better-sqlite3';

export interface Page {
  /** Conditions in SQL over the named parameters; all must hold. */
  readonly conditions: readonly string[];
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly limit: number | undefined;
  readonly before: number | undefined;
}

/** Reads pages of a table by key, newest first: a page does not read those before it. */
export function newestFirst<Row>(
  connection: Database,
  table: string,
  columns: string,
): (page: Page) => Row[] {
  const statements = new Map<string, Statement<unknown[], Row>>();

  return ({ conditions, parameters, limit, before }) => {
    const sql = pageSql(`${columns} FROM ${table}`, [
      ...conditions,
      ...(before === undefined ? [] : [afterRow(table)]),
    ]);
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = connection.prepare<unknown[], Row>(sql);
      statements.set(sql, statement);
    }
    // SQLite reads a negative limit as none.
    return statement.all({ ...parameters, before, limit: limit ?? -1 });
  };
}

/**
 * The rows that come after the row `@before` in the list. When that was deleted meanwhile, the next older
 * row lends its time, so that whoever pages through loses nothing.
 */
export const afterRow = (table: string) =>
  `(created_at, id) < ((SELECT created_at FROM ${table} WHERE id <= @before ORDER BY id DESC LIMIT 1), @before)`;

export function pageSql(select: string, conditions: readonly string[]): string {
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${select} ${where} ORDER BY created_at DESC, id DESC LIMIT @limit`;
}
