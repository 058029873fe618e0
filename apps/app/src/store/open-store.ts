import type { PromptStore } from '@night-pilot/db';
import { type DatabaseKind, parseDatabaseKind } from './database-kind.ts';
import { databasePath, prepareDatabaseFile } from './database-path.ts';

export interface OpenedStore {
  readonly store: PromptStore;
  readonly kind: DatabaseKind;
  /** Absolute path. */
  readonly path: string;
}

/**
 * Opens the store that the environment (`NIGHT_PILOT_DB`, `NIGHT_PILOT_DATA`) and the option `--db`
 * name. Creates its file if missing. The caller closes the store.
 *
 * @throws {CliError} when a setting is invalid
 * @throws {DatabaseError} when the file cannot be opened
 */
export async function openStore(dbOption: string | undefined): Promise<OpenedStore> {
  const kind = parseDatabaseKind(process.env['NIGHT_PILOT_DB']);
  const path = databasePath(dbOption);
  await prepareDatabaseFile(path);
  const { HighPerfDatabase, SimpleDatabase } = await import('@night-pilot/db');
  const store = await (kind === 'high' ? HighPerfDatabase : SimpleDatabase).open(path);
  return { store, kind, path };
}
