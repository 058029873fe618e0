import type { Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openConnection } from '../connection/open.ts';
import type { PromptQuery } from '../prompt-store.ts';
import { prepareSearchIndex } from '../search/search-index.ts';
import { hostileTexts } from '../testing/hostile-texts.ts';
import { tempDatabase } from '../testing/temp-folder.ts';
import { prepareQueries } from './queries.ts';

async function open(): Promise<Database> {
  const connection = openConnection(await tempDatabase(), { busyTimeoutMs: 0, wal: false });
  onTestFinished(() => void connection.close());
  return connection;
}

/** Returns SQLite's plan of the statement that `read` runs. */
async function planOf(read: (queries: ReturnType<typeof prepareQueries>) => unknown) {
  const queries = prepareQueries(await open());
  read(queries);
  return queries.planOf(queries.lastSql()).join('\n');
}

test.each<[string, Parameters<typeof planOf>[0]]>([
  ['the first page of prompts', ({ prompts }) => prompts.list({ limit: 10 })],
  ['a later page of prompts', ({ prompts }) => prompts.list({ limit: 10, before: 5 })],
  ['a page of results', ({ results }) => results.list({ limit: 10, before: 5 })],
  ['a page of results of a prompt', ({ results }) => results.list({ promptId: 1, limit: 10 })],
])('reads %s in its order, without sorting', async (_, read) => {
  expect(await planOf(read)).not.toContain('TEMP B-TREE');
});

/** Steps of a plan that reads the index in its own order, newest first, and the prompts that are not in it yet. */
const BY_SEARCH_INDEX = [
  'SCAN prompts_search VIRTUAL TABLE INDEX',
  'SEARCH prompts USING INTEGER PRIMARY KEY (rowid=?)',
  'SEARCH prompts USING INTEGER PRIMARY KEY (rowid>?)',
];

test.each<[string, PromptQuery]>([
  ['tag', { tag: 'work', limit: 10 }],
  ['search', { search: 'summary', limit: 10 }],
  ['title', { title: 'Ni', limit: 10 }],
])('lists by %s with the index, without a scan of the prompts', async (_, query) => {
  const plan = await planOf(({ prompts }) => prompts.list(query));
  for (const step of BY_SEARCH_INDEX) expect(plan).toContain(step);
  expect(plan).not.toMatch(/SCAN prompts( |$)/m);
});

/** States the meaning of a query without any index. */
function isWanted(
  row: { title: string; content: string; tags: string | null },
  query: PromptQuery,
) {
  const fold = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  const { tag, title, search } = query;
  const texts = [row.title, row.content, row.tags ?? ''].map(fold);
  return (
    (tag === undefined || (row.tags ?? '').split(',').some((each) => each.trim() === tag)) &&
    (title === undefined || fold(row.title).startsWith(fold(title))) &&
    (search === undefined || texts.some((text) => text.includes(fold(search))))
  );
}

const SEED = 20_261_124;

test('lists the right prompts by tag, title and text before, during and after indexing', async () => {
  const connection = await open();
  const { prompts } = prepareQueries(connection);
  const index = prepareSearchIndex(connection);
  const texts = hostileTexts({ seed: SEED, count: 900 });
  const insert = connection.prepare(
    'INSERT INTO prompts (title, content, tags, created_at, updated_at) VALUES (?, ?, ?, 0, 0)',
  );
  const rows = new Map<number, { title: string; content: string; tags: string | null }>();
  for (let at = 0; at < 300; at++) {
    const tags = at % 3 === 0 ? null : `${texts[at % 7]},work`.replaceAll('\0', '');
    const row = { title: `A${texts[at]}`, content: texts[at + 300] ?? '', tags };
    rows.set(Number(insert.run(row.title, row.content, row.tags).lastInsertRowid), row);
  }
  const queries: PromptQuery[] = texts
    .slice(600, 690)
    .flatMap((text, at) => [
      { search: text },
      { title: `a${text.slice(0, 2)}`.toWellFormed() },
      { title: `A${texts[at]}`.slice(0, 1 + at).toWellFormed(), limit: 3 },
      { search: `a${text}`, limit: 1 + (at % 5) },
      { tag: 'work', search: text, limit: 5 },
      { tag: 'work', title: 'A', before: 100 + at, limit: 7 },
    ]);
  const check = () => {
    for (const query of queries) {
      const { before = Infinity, limit = Infinity } = query;
      const expected = [...rows]
        .filter(([id, row]) => id < before && isWanted(row, query))
        .map(([id]) => id)
        .sort((a, b) => b - a)
        .slice(0, limit);
      expect(
        prompts.list(query).map(({ id }) => id),
        JSON.stringify(query),
      ).toEqual(expected);
    }
  };

  check();
  expect(index.advance(150)).toBe(150);
  check();
  for (let id = 10; id < 300; id += 10) {
    connection.prepare('UPDATE prompts SET content = ? WHERE id = ?').run(texts[id + 500], id);
    const row = rows.get(id);
    if (row !== undefined) row.content = texts[id + 500] ?? '';
    connection.prepare('DELETE FROM prompts WHERE id = ?').run(id + 1);
    rows.delete(id + 1);
  }
  check();
  expect(index.advance(1_000)).toBe(0);
  check();
  expect(index.pending()).toBe(0);
  expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
});
