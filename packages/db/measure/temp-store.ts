import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../src/leftovers/index.ts';

/** Runs `run` with the path of a database file in a new folder and deletes the folder afterwards. */
export async function withTempFile<T>(run: (path: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder('night-pilot-db-measure-');
  try {
    return await run(join(folder, 'measure.db'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
