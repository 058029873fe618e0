import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { tempFolder } from '../testing/temp-folder.ts';
import { openStore } from './open-store.ts';

// Nobody has to wait 15 s for this test.
vi.mock('./lock-timeout.ts', () => ({ LOCK_TIMEOUT_MS: 500 }));

test('refuses a history that another process is writing to for longer than the time-out', async () => {
  const path = join(await tempFolder(), 'history.db');
  await (await openStore(path)).close();
  const other = new Database(path);
  other.exec('begin immediate');
  await expect(openStore(path)).rejects.toMatchObject({
    code: 'STORE_LOCKED',
    message: expect.stringContaining('writing to it for more than 0.5 s') as string,
  });
  other.close();
});
