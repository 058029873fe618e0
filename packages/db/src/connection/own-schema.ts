import Database from 'better-sqlite3';
import { APPLICATION_ID } from '../schema/application-id.ts';

/** Tables with their columns, and the names of views, indexes and triggers. */
const OBJECTS = `
  SELECT type || ' ' || name || ' of ' || tbl_name || CASE WHEN sql LIKE 'CREATE TABLE%' THEN (
    SELECT ' (' || group_concat(name || ' ' || type || ' ' || "notnull" || ' ' || pk, ', ') || ')'
    FROM pragma_table_xinfo(object.name)
  ) ELSE '' END
  FROM sqlite_schema AS object WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'`;

/** Without the tables in which FTS5 keeps its index: they may differ between versions of SQLite. */
const OWN_OBJECTS = `${OBJECTS} AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')`;

/** Objects that the first steps of `migrations` make, kept because making them takes a millisecond. */
const expected = new WeakMap<readonly string[], Map<number, readonly string[]>>();

/** Owner of the database in a file. */
export type Origin =
  | { readonly state: 'own' }
  | { readonly state: 'foreign' }
  /** It has our application id, but not all that its schema has, such as `table prompts`. */
  | { readonly state: 'incomplete'; readonly missing: string };

/**
 * Returns whether this package made a database: it is empty, or it has our application id (or none, as files of earlier
 * versions) and everything that a schema of this version has. More is allowed, such as an index of one's own.
 */
export function originOf(
  connection: Database.Database,
  version: number,
  migrations: readonly string[],
): Origin {
  const id = connection.pragma('application_id', { simple: true });
  if (id !== 0 && id !== APPLICATION_ID) return { state: 'foreign' };
  const objects = new Set(connection.prepare<[], string>(OBJECTS).pluck().all());
  if (version === 0) return { state: objects.size === 0 ? 'own' : 'foreign' };
  const missing = objectsOf(version, migrations).find((object) => !objects.has(object));
  if (missing === undefined) return { state: 'own' };
  return id === 0 ? { state: 'foreign' } : { state: 'incomplete', missing };
}

function objectsOf(version: number, migrations: readonly string[]): readonly string[] {
  const known = expected.get(migrations) ?? new Map<number, readonly string[]>();
  expected.set(migrations, known);
  const kept = known.get(version);
  if (kept !== undefined) return kept;
  const model = new Database(':memory:');
  for (const migration of migrations.slice(0, version)) model.exec(migration);
  const objects = model.prepare<[], string>(OWN_OBJECTS).pluck().all();
  model.close();
  known.set(version, objects);
  return objects;
}
