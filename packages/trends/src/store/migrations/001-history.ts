import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The first schema. See `HistoryTables` for what the columns hold. */
export const history: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('runs')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('duration_ms', 'double precision', (column) => column.notNull())
      .addColumn('sha', 'text')
      .addColumn('branch', 'text')
      .addColumn('dirty', 'integer', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('runs_by_time').on('runs').columns(['started_at', 'id']).execute();
    await db.schema
      .createTable('reports')
      .addColumn('run_id', 'text', (column) => column.primaryKey().notNull().references('runs.id'))
      .addColumn('body', 'blob', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('environments')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('facts', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('series')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('identity_id', 'text', (column) => column.notNull())
      .addColumn('identity', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('unit', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('better', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('series_by_identity').on('series').column('identity_id').execute();
    await db.schema
      .createTable('points')
      .addColumn('series_id', 'text', (column) => column.notNull().references('series.id'))
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
      .addColumn('environment_id', 'text', (column) =>
        column.notNull().references('environments.id'),
      )
      .addColumn('mean', 'double precision', (column) => column.notNull())
      .addColumn('low', 'double precision')
      .addColumn('high', 'double precision')
      .addColumn('budget', 'text')
      .addColumn('peer', 'text')
      .addPrimaryKeyConstraint('points_key', ['series_id', 'started_at', 'run_id'])
      .execute();
    await db.schema
      .createTable('verdicts')
      .addColumn('run_id', 'text', (column) => column.notNull().references('runs.id'))
      .addColumn('series_id', 'text', (column) => column.notNull().references('series.id'))
      .addColumn('judged_at', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('verdicts_key', ['run_id', 'series_id'])
      .execute();
  },
};
