import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { copyFile } from './copy-file.ts';
import { toDatabaseError } from '../sqlite-error.ts';
import { DatabaseError } from '../errors.ts';
import { allMigrations } from '../schema/migrations.ts';

/**
 * Brings a database to the newest schema in one transaction. Keeps a copy of a database with an older schema.
 * `PRAGMA user_version` holds the version of the schema.
 *
 * @throws {DatabaseError} `NEWER_SCHEMA` if a newer version of this package wrote the file, `CANNOT_OPEN` if another
 *   program did; the file stays unchanged
 */
export function migrate(connection: Database.Database, migrations = allMigrations): void {
  if (readVersion(connection, migrations.length) === migrations.length) {
    requireOwn(connection, migrations.length);
    return;
  }
  backUp(connection, migrations.length);
  connection
    .transaction(() => {
      // Reads again under the lock: another process may have migrated meanwhile.
      const version = readVersion(connection, migrations.length);
      requireOwn(connection, version);
      for (const migration of migrations.slice(version)) connection.exec(migration);
      connection.pragma(`user_version = ${migrations.length}`);
    })
    .immediate();
}

function readVersion(connection: Database.Database, newest: number): number {
  const version = connection.pragma('user_version', { simple: true }) as number;
  if (version > newest) {
    throw new DatabaseError(
      'NEWER_SCHEMA',
      `${connection.name} has schema ${version}, but this version of @night-pilot/db knows schemas up to ` +
        `${newest}: update the package, or open another file.`,
    );
  }
  return version;
}

/** Copies the file before it changes, to `night-pilot.db.before-schema-2` beside it. An empty file needs no copy. */
function backUp(connection: Database.Database, newest: number): void {
  const version = readVersion(connection, newest);
  if (version === 0) return;
  requireOwn(connection, version);
  const copy = `${connection.name}.before-schema-${newest}`;
  try {
    copyFile(connection, copy);
  } catch (error) {
    const { code, message, sqliteCode } = toDatabaseError(error);
    throw new DatabaseError(
      code,
      `The schema must change from ${version} to ${newest}, but the file could not be copied first: ${message} Nothing was changed.`,
      { cause: error, sqliteCode },
    );
  }
  // Another process may have migrated before this copy was made; that process copied in time.
  const copied = new Database(copy, { readonly: true });
  const copiedVersion = copied.pragma('user_version', { simple: true });
  copied.close();
  if (copiedVersion !== version) rmSync(copy);
}

/** Accepts an empty file, and a file with a version that holds our first table. */
function requireOwn(connection: Database.Database, version: number): void {
  const tables = connection.prepare('SELECT name FROM sqlite_schema').pluck().all();
  if (version === 0 ? tables.length === 0 : tables.includes('prompts')) return;
  throw new DatabaseError(
    'CANNOT_OPEN',
    `${connection.name} is a database of another program: choose another path.`,
  );
}
