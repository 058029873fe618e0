import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { copyFile } from './copy-file.ts';
import { originOf } from './own-schema.ts';
import { toDatabaseError } from '../sqlite-error.ts';
import { DatabaseError } from '../errors.ts';
import { APPLICATION_ID } from '../schema/application-id.ts';
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
    requireOwn(connection, migrations.length, migrations);
    return;
  }
  backUp(connection, migrations);
  connection
    .transaction(() => {
      // Reads again under the lock: another process may have migrated meanwhile.
      const version = readVersion(connection, migrations.length);
      requireOwn(connection, version, migrations);
      for (const migration of migrations.slice(version)) connection.exec(migration);
      connection.pragma(`user_version = ${migrations.length}`);
      connection.pragma(`application_id = ${APPLICATION_ID}`);
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
function backUp(connection: Database.Database, migrations: readonly string[]): void {
  const newest = migrations.length;
  const version = readVersion(connection, newest);
  if (version === 0) return;
  requireOwn(connection, version, migrations);
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

/** @throws {DatabaseError} `CANNOT_OPEN`, `CORRUPT` */
function requireOwn(
  connection: Database.Database,
  version: number,
  migrations: readonly string[],
): void {
  const origin = originOf(connection, version, migrations);
  if (origin.state === 'own') return;
  if (origin.state === 'incomplete') {
    throw new DatabaseError(
      'CORRUPT',
      `${connection.name} has schema ${version}, but lacks "${origin.missing}": restore a backup.`,
    );
  }
  throw new DatabaseError(
    'CANNOT_OPEN',
    `${connection.name} is a database of another program: choose another path.`,
  );
}
