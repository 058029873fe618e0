import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { appliedMigrations } from './applied-migrations.ts';
import { besideHistory } from './beside-history.ts';
import { copyDatabase } from './copy-database.ts';
import { sizeOf } from './earlier-history.ts';
import { explain } from './explain-sqlite.ts';
import { migrations } from './migrations/index.ts';
import { withDatabase } from './with-database.ts';

const PERMISSIONS = 0o777;

/**
 * Copies a history whose schema is about to be updated: beside it, as `history.before-002-findings.db` or the like. Does
 * nothing for a new or present history, and for a file that will be refused.
 *
 * @param path May be missing.
 * @returns The path of the copy, or null.
 * @throws {TrendsError} `STORE_FULL` and the other errors of `copyDatabase`: then the history must not be changed.
 */
export async function backUpBeforeMigration(path: string): Promise<string | null> {
  if (sizeOf(path) <= 0) return null;
  const pending = explained(path, () => withDatabase(path, pendingMigration));
  if (pending === null) return null;
  const target = besideHistory(path, `before-${pending}`);
  const isWanted = await copyDatabase(path, target, {
    mode: statSync(path).mode & PERMISSIONS,
    // Another process may have updated it meanwhile, after a copy of its own.
    verify: (copy) => pendingMigration(copy) === pending,
  });
  return isWanted ? target : null;
}

/** Returns the first migration that a history lacks; null for a present one, and for what is none of this version's. */
function pendingMigration(database: Database.Database): string | null {
  const applied = appliedMigrations(database);
  const isOurs = applied.size > 0 && [...applied].every((name) => migrations[name] !== undefined);
  if (!isOurs) return null;
  return Object.keys(migrations).find((name) => !applied.has(name)) ?? null;
}

function explained<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explain(path, error);
  }
}
