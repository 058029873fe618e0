import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Keeps the points of one run together. By series, each point of a run changed a page of its own, and the longer the history
 * was, the more a run cost. They have no references any more: a run, its series and its points are added in one
 * transaction and never removed, and to check the references PostgreSQL locked every series of a run.
 */
export const pointsByRun: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('points_by_run')
      .addColumn('series_id', 'text', (column) => column.notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('run_id', 'text', (column) => column.notNull())
      .addColumn('environment_id', 'text', (column) => column.notNull())
      .addColumn('mean', 'double precision', (column) => column.notNull())
      .addColumn('low', 'double precision')
      .addColumn('high', 'double precision')
      .addColumn('budget', 'text')
      .addColumn('peer', 'text')
      .addPrimaryKeyConstraint('points_by_run_key', ['run_id', 'series_id'])
      .execute();
    await sql`insert into points_by_run
      select series_id, started_at, run_id, environment_id, mean, low, high, budget, peer
      from points order by started_at, run_id, series_id`.execute(db);
    await db.schema.dropTable('points').execute();
    await db.schema.alterTable('points_by_run').renameTo('points').execute();
  },
};
