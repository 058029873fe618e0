import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../leftovers/temporary-folder.ts';

/** Makes a folder on disk that is deleted after the running test. */
export async function tempFolder(): Promise<string> {
  const folder = temporaryFolder('night-pilot-db-');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Returns the path of a new database file that is deleted after the running test. */
export async function tempDatabase(): Promise<string> {
  return join(await tempFolder(), 'test.db');
}
