import { DatabaseError, type PromptStore } from '@night-pilot/db';
import type { Health } from '../commands/health.ts';
import type { DatabaseKind } from '../store/database-kind.ts';
import { version } from '../version.ts';

export interface HealthSources {
  readonly store: PromptStore;
  readonly database: DatabaseKind;
  /** On the clock of `performance.now()`. */
  readonly startedAtMs: number;
}

/** Asks the database for one row, and says how the server is. */
export async function checkHealth({
  store,
  database,
  startedAtMs,
}: HealthSources): Promise<Health> {
  const uptimeMs = Math.round(performance.now() - startedAtMs);
  return { status: await databaseStatus(store), version, database, uptime_ms: uptimeMs };
}

async function databaseStatus(store: PromptStore): Promise<Health['status']> {
  try {
    await store.getTokenUsageStats();
    return 'ok';
  } catch (error) {
    if (error instanceof DatabaseError) return 'failing';
    throw error;
  }
}
