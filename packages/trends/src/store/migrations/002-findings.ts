import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Where runs stand in the history of the base branch, and what was found. See `HistoryTables` for what the columns hold. */
export const findings: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('runs').addColumn('authored_at', 'text').execute();
    await db.schema.alterTable('runs').addColumn('pull_request', 'integer').execute();
    await db.schema
      .createTable('findings')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('direction', 'text', (column) => column.notNull())
      .addColumn('first_run', 'text', (column) => column.notNull().references('runs.id'))
      .addColumn('before_run', 'text', (column) => column.notNull().references('runs.id'))
      .addColumn('found_by', 'text', (column) => column.notNull().references('runs.id'))
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .addColumn('link', 'text')
      .addColumn('author', 'text')
      .addColumn('changed_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('finding_series')
      .addColumn('finding_id', 'text', (column) => column.notNull().references('findings.id'))
      .addColumn('series_id', 'text', (column) => column.notNull().references('series.id'))
      .addColumn('certainty', 'text', (column) => column.notNull())
      .addColumn('effect', 'double precision')
      .addColumn('low', 'double precision')
      .addColumn('high', 'double precision')
      .addColumn('fixed_by', 'text', (column) => column.references('runs.id'))
      .addPrimaryKeyConstraint('finding_series_key', ['finding_id', 'series_id'])
      .execute();
    await db.schema
      .createIndex('findings_of_series')
      .on('finding_series')
      .column('series_id')
      .execute();
  },
};
