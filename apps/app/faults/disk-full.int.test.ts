import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { databaseKinds } from '../src/store/database-kind.ts';
import { runCnp } from '../testing/run-cnp.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { startApp } from '../testing/start-app.ts';
import { readStored } from './database-of.ts';
import { fill, tinyDisk } from './tiny-disk.ts';

const MB = 1024 * 1024;

test.for(databaseKinds)(
  'answers 507 on a full disk, keeps what was acknowledged and goes on when space returns, on the %s database',
  async (database, { skip }) => {
    const disk = tinyDisk(8);
    if (disk === null) return skip('this user cannot mount a file system');
    const databasePath = join(disk, 'full.db');
    const app = await startApp({ database, databasePath });
    onTestFinished(async () => void (await app.stop()));
    await app.invokeCommand('create_prompt', { title: 'before', content: 'C' });
    await fill(disk, 0);
    const create = (title: string) =>
      JSON.stringify({ command: 'create_prompt', args: { title, content: 'x'.repeat(MB / 2) } });
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, at) => rawRequest(app, { body: create(`full ${at}`) })),
    );
    for (const { status, body } of answers) {
      expect(status).toBe(507);
      expect(JSON.parse(body)).toMatchObject({ ok: false, error: { code: 'DISK_FULL' } });
    }
    const arguments_ = ['--title', 'cli', '--content', 'x'.repeat(100_000), '--db', databasePath];
    const cnp = await runCnp(['prompt', 'create', ...arguments_], {
      env: { NIGHT_PILOT_DB: database },
    });
    expect(cnp.status).toBe(2);
    expect(cnp.stderr).toMatch(/^error: .*disk is full.*\n$/i);

    await rm(join(disk, 'ballast'));
    await app.invokeCommand('create_prompt', { title: 'after', content: 'C' });
    expect(await app.stop()).toBe(0);
    expect(readStored(databasePath)).toMatchObject({ repeated: [], isWhole: true });
    expect(readStored(databasePath).titles).toEqual(new Set(['before', 'after']));
    expect(app.output()).not.toContain('    at ');
  },
);

test.for(databaseKinds)(
  'cnp says in one sentence that a full disk has no room for a new %s database',
  async (database, { skip }) => {
    const disk = tinyDisk(4);
    if (disk === null) return skip('this user cannot mount a file system');
    await fill(disk, 0);
    for (const command of [
      ['serve', '--port', '0'],
      ['prompt', 'list'],
    ]) {
      const { status, stderr } = await runCnp([...command, '--db', join(disk, 'new.db')], {
        env: { NIGHT_PILOT_DB: database },
      });
      expect(stderr).toMatch(/^error: .*disk is full.*\n$/i);
      expect(status).toBe(2);
    }
  },
);
