import Database from 'better-sqlite3';

/** Lists the problems of the file: damaged pages, missing index entries, references to deleted rows. */
export function checkIntegrity(connection: Database.Database): string[] {
  try {
    return [...damageOf(connection), ...danglingOf(connection)];
  } catch (error) {
    // Some damage makes SQLite's own check fail.
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CORRUPT')) {
      return [error.message];
    }
    throw error;
  }
}

function damageOf(connection: Database.Database): string[] {
  const lines = connection.prepare<[], string>('PRAGMA integrity_check').pluck().all();
  return lines.filter((line) => line !== 'ok');
}

function danglingOf(connection: Database.Database): string[] {
  return connection
    .prepare<[], { table: string; rowid: number; parent: string }>('PRAGMA foreign_key_check')
    .all()
    .map(
      ({ table, rowid, parent }) =>
        `row ${rowid} of ${table} points to a row of ${parent} that does not exist`,
    );
}
