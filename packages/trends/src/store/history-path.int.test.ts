import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metric, report } from '../testing/reports.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { ingest } from './ingest.ts';
import { openStore } from './open-store.ts';

const ON_POSIX = process.platform !== 'win32';

async function withRun(path: string): Promise<void> {
  const store = await openStore(path);
  await ingest(store, report(1, [metric(100)]));
  await store.close();
}

test.each(['history.db ', 'history.db\t', 'history.db\n', 'history.db\u00a0'])(
  'refuses the path %j, which better-sqlite3 would shorten',
  async (name) => {
    const folder = await tempFolder();
    await expect(openStore(join(folder, name))).rejects.toMatchObject({
      code: 'STORE_UNSUPPORTED',
      message: expect.stringContaining('ends in white space') as string,
    });
    expect(readdirSync(folder)).toEqual([]);
  },
);

test.runIf(ON_POSIX)(
  'refuses a link that leads to itself, and a name that is too long',
  async () => {
    const folder = await tempFolder();
    symlinkSync('loop.db', join(folder, 'loop.db'));
    for (const name of ['loop.db', 'n'.repeat(300)]) {
      await expect(openStore(join(folder, name))).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
      });
    }
  },
);

test.runIf(ON_POSIX)(
  'refuses a device, a named pipe and a folder, and leaves nothing beside',
  async () => {
    const folder = await tempFolder();
    execFileSync('mkfifo', [join(folder, 'pipe.db')]);
    for (const path of ['/dev/null', join(folder, 'pipe.db'), folder]) {
      await expect(openStore(path)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining('Expected the file of a history at') as string,
      });
    }
    expect(readdirSync(folder)).toEqual(['pipe.db']);
  },
);

test.runIf(ON_POSIX)('knows a lost history by a link as well', async () => {
  const folder = await tempFolder();
  mkdirSync(join(folder, 'far'));
  const path = join(folder, 'far', 'history.db');
  await withRun(path);
  symlinkSync(join('far', 'history.db'), join(folder, 'link.db'));
  truncateSync(path, 0);
  await expect(openStore(join(folder, 'link.db'))).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
});

test.runIf(ON_POSIX)('creates a history where a link leads', async () => {
  const folder = await tempFolder();
  mkdirSync(join(folder, 'far'));
  symlinkSync(join('far', 'history.db'), join(folder, 'link.db'));
  await withRun(join(folder, 'link.db'));
  expect(existsSync(join(folder, 'far', 'history.db'))).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['far', 'link.db']);
});

test.runIf(ON_POSIX)('starts a history beside a link that leads to itself', async () => {
  const folder = await tempFolder();
  symlinkSync('loop', join(folder, 'loop'));
  const path = join(folder, 'history.db');
  writeFileSync(path, '');
  await withRun(path);
  expect(statSync(path).size).toBeGreaterThan(0);
});
