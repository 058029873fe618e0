import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { databaseKinds } from '../src/store/database-kind.ts';
import { runCnp } from '../testing/run-cnp.ts';
import { ownDatabase } from './database-of.ts';

/** Paths at which no store can be. Each makes what is there. */
const REFUSED: readonly (readonly [string, (folder: string) => Promise<string> | string])[] = [
  ['a folder', (folder) => folder],
  ['a FIFO', (folder) => make(folder, 'fifo', (path) => void execFileSync('mkfifo', [path]))],
  ['a device', () => '/dev/null'],
  ['a name of 100 KB', (folder) => join(folder, 'n'.repeat(100_000))],
  [
    'a text',
    (folder) => make(folder, 'notes.txt', (path) => writeFile(path, 'notes '.repeat(999))),
  ],
  [
    'a file below a file',
    (folder) => make(folder, 'a', (path) => writeFile(path, '')).then((path) => join(path, 'b.db')),
  ],
  [
    'a database of another program with a table prompts',
    (folder) =>
      make(folder, 'other.db', (path) => {
        const other = new DatabaseSync(path);
        other.exec(
          'CREATE TABLE prompts (id INTEGER PRIMARY KEY, title TEXT); PRAGMA user_version = 2',
        );
        other.close();
      }),
  ],
];

async function make(folder: string, name: string, create: (path: string) => unknown) {
  const path = join(folder, name);
  await create(path);
  return path;
}

/** Null for what is no file: reading a FIFO would wait for a writer. */
async function contentOf(path: string): Promise<Buffer | null> {
  const isFile = await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
  return isFile ? readFile(path) : null;
}

test.each(
  databaseKinds.flatMap((kind) => REFUSED.map(([what, prepare]) => ({ kind, what, prepare }))),
)('cnp refuses $what in one sentence with the $kind database', async ({ kind, prepare }) => {
  const path = await prepare(dirname(ownDatabase()));
  const before = await contentOf(path);
  const { status, stdout, stderr } = await runCnp(
    ['prompt', 'create', '--title', 'T', '--content', 'C', '--db', path],
    { env: { NIGHT_PILOT_DB: kind } },
  );
  expect(stderr).toMatch(/^error: .{10,800}\n$/);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(await contentOf(path)).toEqual(before);
});

test.each(['x\\y', 'ü 夜', "a'b", 'a"b', '%41', '?mode=memory', 'file:x', '-x'])(
  'cnp uses a database in a folder named %s',
  async (name) => {
    const folder = join(dirname(ownDatabase()), name);
    await mkdir(folder);
    const env = { NIGHT_PILOT_DATA: join(folder, `${name}.db`) };
    const created = await runCnp(['prompt', 'create', '--title', 'T', '--content', 'C'], { env });
    expect(created).toEqual({ status: 0, stdout: '1\n', stderr: '' });
    expect((await runCnp(['prompt', 'list'], { env })).stdout).toContain(' T\n');
  },
);
