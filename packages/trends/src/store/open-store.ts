import { openSqliteStore } from './open-sqlite-store.ts';
import { isPostgresUrl } from './postgres-url.ts';
import type { OpenStoreOptions, Store } from './store.ts';

export type { Store } from './store.ts';

/**
 * Opens a history, creates it when it does not exist, and updates its schema. A file is checked for damage first.
 *
 * @param url A file path, with or without `sqlite:` before it, or the URL of a PostgreSQL database.
 * @throws {TrendsError} `STORE_UNSUPPORTED`, `STORE_UNAVAILABLE`, `STORE_LOCKED`,
 *   `STORE_DAMAGED`, `STORE_FOREIGN` or `STORE_NEWER`. The history is left as it was.
 * @example
 * const store = await openStore('reports/history.db');
 * const shared = await openStore('postgres://ci@db.example/perf');
 */
export async function openStore(url: string, options: OpenStoreOptions = {}): Promise<Store> {
  if (!isPostgresUrl(url)) return openSqliteStore(url, options);
  // Loading the driver takes time that a history in a file does not need.
  const { openPostgresStore } = await import('./open-postgres-store.ts');
  return openPostgresStore(url, options);
}
