import { readFile } from 'node:fs/promises';
import { vi } from 'vitest';

/**
 * Waits until a process has written its id into a file, for at most two minutes. A file that exists may still be empty.
 *
 * @throws when it has written none until then.
 */
export function writtenPid(file: string): Promise<number> {
  return vi.waitUntil(async () => Number(await readFile(file, 'utf8').catch(() => '')), {
    timeout: 120_000,
  });
}
