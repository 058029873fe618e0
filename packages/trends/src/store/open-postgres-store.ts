import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { TrendsError } from '../errors.ts';
import { retryOf, retryOpeningOf } from './explain-postgres.ts';
import { migrations } from './migrations/index.ts';
import { openPool } from './postgres-pool.ts';
import { PostgresTypes } from './postgres-types.ts';
import { type PostgresAddress, postgresAddress } from './postgres-url.ts';
import { type FoundSchema, refuseUnknownSchema } from './refuse-unknown-schema.ts';
import type { HistoryTables } from './schema.ts';
import { type OpenStoreOptions, POINT_COLUMNS, type Store } from './store.ts';
import { tryAgain } from './try-again.ts';

/** Number of the advisory lock of those who create or update a history. */
const MIGRATION_LOCK = 7_382_915_246;

/** Opens a history on a PostgreSQL server, see `openStore`. */
export async function openPostgresStore(
  url: string,
  { mustExist = false }: OpenStoreOptions,
): Promise<Store> {
  const address = postgresAddress(url);
  const db = new Kysely<HistoryTables>({
    dialect: new PostgresDialect({ pool: openPool(address) }),
  });
  try {
    const found = await tryAgain(() => schemaOf(db), retryOpeningOf);
    if (!isCurrent(found)) await migrate(db, address, mustExist);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    write: (work) => tryAgain(() => db.transaction().execute(work), retryOf),
    addPoints,
    close: () => db.destroy(),
  };
}

/** Creates or updates the schema. Of several processes at once, the first does it, and the others find it done. */
async function migrate(
  db: Kysely<HistoryTables>,
  address: PostgresAddress,
  mustExist: boolean,
): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(MIGRATION_LOCK)})`.execute(connection);
    try {
      const found = await schemaOf(connection);
      refuseUnknownSchema(found, { name: address.name, instead: 'another database' });
      if (found.tables.length === 0) refuseNewHistory(found, address, mustExist);
      const { error } = await new Migrator({
        db: connection.withPlugin(new PostgresTypes()),
        provider: { getMigrations: async () => migrations },
        migrationTableSchema: found.schema,
      }).migrateToLatest();
      if (error !== undefined) throw error as Error;
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(MIGRATION_LOCK)})`.execute(connection);
    }
  });
}

interface PostgresSchema extends FoundSchema {
  /** Where PostgreSQL creates tables: usually `public`. */
  schema: string;
  encoding: string;
}

async function schemaOf(db: Kysely<HistoryTables>): Promise<PostgresSchema> {
  const { rows } = await sql<{ schema: string; encoding: string; tables: string[] }>`
    select current_schema() as schema,
      current_setting('server_encoding') as encoding,
      array(select relname::text from pg_class
        where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')) as tables
  `.execute(db);
  const [{ schema, encoding, tables }] = rows as [(typeof rows)[0]];
  if (!tables.includes('kysely_migration')) return { schema, encoding, tables, applied: [] };
  const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return { schema, encoding, tables, applied: applied.rows.map(({ name }) => name) };
}

function isCurrent({ tables, applied }: FoundSchema): boolean {
  const names = Object.keys(migrations);
  const areAllApplied =
    names.length === applied.length && names.every((name) => applied.includes(name));
  return areAllApplied && tables.includes('points');
}

function refuseNewHistory(
  { encoding }: PostgresSchema,
  { name }: PostgresAddress,
  mustExist: boolean,
): void {
  if (mustExist) {
    throw new TrendsError(
      'STORE_UNAVAILABLE',
      `Expected a history at ${name}, found an empty database: create it with "perf-trends run" or "perf-trends ingest FILE".`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new TrendsError(
      'STORE_UNSUPPORTED',
      `Expected a database in UTF8 at ${name}, got one in ${encoding}: create it with "createdb --encoding=UTF8 --template=template0".`,
    );
  }
}

/** Arrays take half of the time of rows of parameters, and PostgreSQL allows 65,535 of these in a statement. */
const addPoints: Store['addPoints'] = async (transaction, points) => {
  const arrays = POINT_COLUMNS.map((column) => {
    const type = ARRAY_TYPES[column];
    return sql`${points.map((point) => point[column])}::${sql.raw(type)}`;
  });
  await sql`insert into points (${sql.raw(POINT_COLUMNS.join(', '))})
    select * from unnest(${sql.join(arrays)})`.execute(transaction);
};

const ARRAY_TYPES = {
  series_id: 'text[]',
  started_at: 'text[]',
  run_id: 'text[]',
  environment_id: 'text[]',
  mean: 'float8[]',
  low: 'float8[]',
  high: 'float8[]',
  budget: 'text[]',
  peer: 'text[]',
} satisfies Record<(typeof POINT_COLUMNS)[number], string>;
