import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder on disk that is gone after the running test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'night-pilot-db-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The path of a database file that is not there yet, and is gone after the running test. */
export async function tempDatabase(): Promise<string> {
  return join(await tempFolder(), 'test.db');
}
