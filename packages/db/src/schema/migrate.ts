import type { Database } from 'better-sqlite3';
import { DatabaseError } from '../errors.ts';
import { version1 } from './version-1.ts';
import { version2 } from './version-2.ts';

/** What leads from each schema to the next; the first makes version 1 from an empty file. */
const allMigrations: readonly string[] = [version1, version2];

/**
 * Brings a database to the newest schema in one transaction; `PRAGMA user_version` says which one it has.
 *
 * @throws {DatabaseError} `NEWER_SCHEMA` where the file is ahead of this package, `CANNOT_OPEN` where another
 *   program made it; either stays untouched
 */
export function migrate(connection: Database, migrations = allMigrations): void {
  if (readVersion(connection, migrations.length) === migrations.length) {
    requireOwn(connection, migrations.length);
    return;
  }
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

function readVersion(connection: Database, newest: number): number {
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

/** An empty file is ours to fill; one that has a version must hold our first table. */
function requireOwn(connection: Database, version: number): void {
  const tables = connection.prepare('SELECT name FROM sqlite_schema').pluck().all();
  if (version === 0 ? tables.length === 0 : tables.includes('prompts')) return;
  throw new DatabaseError(
    'CANNOT_OPEN',
    `${connection.name} is a database of another program: choose another path.`,
  );
}
