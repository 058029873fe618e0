import type { Database, Statement } from 'better-sqlite3';

/**
 * Changes some columns of one row: `updated_at` and those named in `changes`, no others, so that SQLite leaves the other
 * indexes alone. Gives false if there is no such row.
 */
export function rowUpdate<Changes extends object>(
  connection: Database,
  table: string,
  columns: Readonly<Record<keyof Changes & string, string>>,
): (id: number, changes: Changes, now: string) => boolean {
  const statements = new Map<string, Statement<unknown[]>>();

  return (id, changes, now) => {
    const fields = Object.keys(changes) as (keyof Changes & string)[];
    const assignments = fields.map((field) => `${columns[field]} = ?`).join(', ');
    let statement = statements.get(assignments);
    if (statement === undefined) {
      statement = connection.prepare(
        `UPDATE ${table} SET ${assignments}, updated_at = ? WHERE id = ?`,
      );
      statements.set(assignments, statement);
    }
    return statement.run(...fields.map((field) => changes[field]), now, id).changes > 0;
  };
}
