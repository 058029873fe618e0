import { randomIntegers, rounds, TIME_LIMIT_MS } from '@night-pilot/perf-report/testing';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { tempDatabase } from '../src/testing/temp-folder.ts';
import { startChild } from './child.ts';
import { WAYS } from './ways.ts';

const SEED = 4_711;
const ROWS_TOGETHER = 13;

/** Twenty callers write without end and print each acknowledged write. */
const writing = (path: string, options: object) => `
  const store = await db.HighPerfDatabase.open(${JSON.stringify(path)}, ${JSON.stringify(options)});
  let count = 0;
  await Promise.all(Array.from({ length: 20 }, async () => {
    let mine = await store.createPrompt({ title: 'u0', content: 'updated' });
    for (;;) {
      const at = ++count;
      if (at % 5 === 0) {
        await store.createPrompts(Array.from({ length: ${ROWS_TOGETHER} }, () => ({ title: 'm' + at, content: 'many' })));
        print('many m' + at);
      } else if (at % 5 === 1) {
        await store.updatePrompt(mine, { title: 'u' + at });
        print('updated ' + mine + ' ' + at);
      } else if (at % 5 === 2) {
        const id = await store.createPrompt({ title: 'gone', content: 'deleted' });
        await store.deletePrompt(id);
        print('deleted ' + id);
      } else {
        const id = await store.createPrompt({ title: 'c' + at, content: 'created' });
        print('created ' + id + ' c' + at);
      }
    }
  }));`;

test.each(WAYS)(
  'keeps acknowledged writes and no half ones when it is killed at any moment of writing %s',
  async (_, options) => {
    const random = randomIntegers(SEED);
    let acknowledged = 0;
    for (let round = 0; round < rounds({ short: 4, long: 100 }); round++) {
      const path = await tempDatabase();
      const child = await startChild(writing(path, options));
      while (!child.printed().includes('\n'))
        await new Promise((resolve) => setTimeout(resolve, 2));
      await new Promise((resolve) => setTimeout(resolve, random(250)));
      child.process.kill('SIGKILL');
      await child.ended;
      const lines = child.printed().split('\n').slice(0, -1);
      acknowledged += lines.length;

      const connection = new Database(path);
      const titleOf = connection
        .prepare<[unknown], string>('SELECT title FROM prompts WHERE id = ?')
        .pluck();
      const countOf = connection
        .prepare<[unknown], number>('SELECT count(*) FROM prompts WHERE title = ?')
        .pluck();
      for (const line of lines) {
        const [what, first, second] = line.split(' ');
        if (what === 'created') expect(titleOf.get(first), line).toBe(second);
        if (what === 'many') expect(countOf.get(first), line).toBe(ROWS_TOGETHER);
        if (what === 'deleted') expect(titleOf.get(first), line).toBe(undefined);
        // A later update may be stored although its acknowledgement was not printed.
        if (what === 'updated') {
          expect(Number(titleOf.get(first)?.slice(1)), line).toBeGreaterThanOrEqual(Number(second));
        }
      }
      const halves = connection
        .prepare(
          "SELECT title, count(*) FROM prompts WHERE content = 'many' GROUP BY title HAVING count(*) <> ?",
        )
        .all(ROWS_TOGETHER);
      expect(halves).toEqual([]);
      expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(connection.pragma('foreign_key_check')).toEqual([]);
      connection.close();
    }
    expect(acknowledged).toBeGreaterThan(0);
  },
  TIME_LIMIT_MS,
);
