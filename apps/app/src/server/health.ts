import { DatabaseError, type PromptStore } from '@night-pilot/db';
import type { Health } from '../commands/health.ts';
import type { DatabaseKind } from '../store/database-kind.ts';
import { version } from '../version.ts';

export interface HealthSources {
  readonly store: PromptStore;
  readonly database: DatabaseKind;
  /** Start of the server, by `performance.now()`. */
  readonly startedAtMs: number;
}

/** Returns the health of the server. Reads one row to find out whether the database answers. */
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
