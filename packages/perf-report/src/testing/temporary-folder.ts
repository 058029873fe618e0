import { rm } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import { ownedTemporaryFolder } from '../process/owned-paths.ts';

/** Creates a folder for the running test; it is deleted when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await ownedTemporaryFolder('perf-kit-');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
