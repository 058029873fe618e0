import { rm } from 'node:fs/promises';
import { ownedTemporaryFolder } from '@night-pilot/perf-report/process';
import { onTestFinished } from 'vitest';

/** Creates a folder that is removed when the test ends. */
export async function tempFolder(): Promise<string> {
  const folder = await ownedTemporaryFolder('trends-');
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
