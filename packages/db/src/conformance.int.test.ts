import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { HighPerfDatabase } from './high-perf-database.ts';
import { SimpleDatabase } from './simple-database.ts';
import { promptStoreConformance } from './testing/prompt-store-conformance.ts';
import { tempDatabase } from './testing/temp-folder.ts';

promptStoreConformance('SimpleDatabase', (path) => SimpleDatabase.open(path));
promptStoreConformance('HighPerfDatabase', (path) => HighPerfDatabase.open(path));

test.each([
  ['SimpleDatabase', 'HighPerfDatabase', SimpleDatabase, HighPerfDatabase],
  ['HighPerfDatabase', 'SimpleDatabase', HighPerfDatabase, SimpleDatabase],
])('%s works on one file together with a %s that is opened later', async (_, __, First, Second) => {
  const path = await tempDatabase();
  const first = await First.open(path);
  await first.createPrompt({ title: 'before', content: 'c' });
  const second = await Second.open(path);
  for (let count = 0; count < 20; count++) {
    const [id, other] = await Promise.all([
      first.createPrompt({ title: 'first', content: 'c' }),
      second.createPrompt({ title: 'second', content: 'c' }),
    ]);
    expect(await first.getPrompt(other)).toMatchObject({ title: 'second' });
    expect(await second.getPrompt(id)).toMatchObject({ title: 'first' });
  }
  expect(await first.listPrompts()).toHaveLength(41);
  await first.close();
  await second.close();
});

test.each([
  ['SimpleDatabase', SimpleDatabase],
  ['HighPerfDatabase', HighPerfDatabase],
])(
  '%s rejects with a DatabaseError and leaves nothing open when tables are missing',
  async (_, Store) => {
    const path = await tempDatabase();
    const incomplete = new Database(path);
    incomplete.exec('CREATE TABLE prompts (text)');
    incomplete.pragma('user_version = 2');
    incomplete.close();
    await expect(Store.open(path)).rejects.toMatchObject({
      name: 'DatabaseError',
      code: 'CANNOT_OPEN',
      message: expect.stringContaining(`Cannot open ${path}: `) as string,
    });
    // The last connection to close deletes the files of the write-ahead log.
    expect(await readdir(dirname(path))).toEqual(['test.db']);
  },
);
