import type { Migration } from 'kysely/migration';
import { history } from './001-history.ts';
import { findings } from './002-findings.ts';
import { pointsByRun } from './003-points-by-run.ts';

/** All migrations by name. Names sort by age; a released migration is never edited. */
export const migrations: Record<string, Migration> = {
  '001-history': history,
  '002-findings': findings,
  '003-points-by-run': pointsByRun,
};
