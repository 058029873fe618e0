import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { copyFile } from './copy-file.ts';
import { toDatabaseError } from '../sqlite-error.ts';
import { DatabaseError } from '../errors.ts';
import { allMigrations } from '../schema/migrations.ts';

/**
 * Brings a database to the newest schema in one transaction, and keeps a copy of one that has an older schema; `PRAGMA user_version` says which one it has.
 *
 * @throws {DatabaseError} `NEWER_SCHEMA` where the file is ahead of this package, `CANNOT_OPEN` where another
 *   program made it; either stays untouched
 */
export function migrate(connection: Database.Database, migrations = allMigrations): void {
  if (readVersion(connection, migrations.length) === migrations.length) {
    requireOwn(connection, migrations.length);
    return;
  }
  backUp(connection, migrations.length);
  connection
    .transaction(() => {
      // Read again under the lock: another process may have migrated meanwhile.
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
      `${connection.name} has schema ${version}, and this version of @night-pilot/db knows schemas up to ` +
        `${newest}: update the package, or open another file.`,
    );
  }
  return version;
}

/** Keeps the file as it is before it changes, beside it: `night-pilot.db.before-schema-2`. An empty file needs no copy. */
function backUp(connection: Database.Database, newest: number): void {
  const version = readVersion(connection, newest);
  if (version === 0) return;
  requireOwn(connection, version);
  const copy = `${connection.name}.before-schema-${newest}`;
  try {
    copyFile(connection, copy);
  } catch (error) {
    const { code, message } = toDatabaseError(error);
    throw new DatabaseError(
      code,
      `The schema must change from ${version} to ${newest}, and no copy of the file could be kept: ${message} Nothing was changed.`,
      { cause: error },
    );
  }
  // Another process may have migrated before the copy was made; its own copy was taken in time.
  const copied = new Database(copy, { readonly: true });
  const copiedVersion = copied.pragma('user_version', { simple: true });
  copied.close();
  if (copiedVersion !== version) rmSync(copy);
}

/** An empty file is ours to fill; one that has a version must hold our first table. */
function requireOwn(connection: Database.Database, version: number): void {
  const tables = connection.prepare('SELECT name FROM sqlite_schema').pluck().all();
  if (version === 0 ? tables.length === 0 : tables.includes('prompts')) return;
  throw new DatabaseError(
    'CANNOT_OPEN',
    `${connection.name} is a database of another program: choose another path.`,
  );
}
