import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs with the path of a database file in a folder that is gone afterwards, whatever happens. */
export async function withTempFile<T>(run: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'night-pilot-db-measure-'));
  try {
    return await run(join(folder, 'measure.db'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
