import Database from 'better-sqlite3';

/** What is wrong with the file: damaged pages, indexes that miss rows, references to rows that are gone. */
export function checkIntegrity(connection: Database.Database): string[] {
  try {
    return [...damageOf(connection), ...danglingOf(connection)];
  } catch (error) {
    // Some damage stops SQLite's own check.
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
        `row ${rowid} of ${table} points to a row of ${parent} that is gone`,
    );
}
