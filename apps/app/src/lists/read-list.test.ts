import { expect, test } from 'vitest';
import { maxListBytes, pageBytes } from './page-plan.ts';
import { LongList, readList } from './read-list.ts';

/** Returns a list whose rows are numbers, and the sizes of the pages that were read. */
function listOf(count: number, bytesEach: number) {
  const read: (number | undefined)[] = [];
  const source = {
    sizes: async () => Array.from({ length: count }, (_, at) => ({ id: at, bytes: bytesEach })),
    page: async (limit: number = count, last = -1) => {
      read.push(limit);
      return Array.from({ length: limit }, (_, at) => last + 1 + at);
    },
  };
  return { source, read };
}

test('refuses a list that is too long before it reads a row', async () => {
  const { source, read } = listOf(5, maxListBytes / 4);
  await expect(readList(source, String)).rejects.toMatchObject({ code: 'LIST_TOO_LONG' });
  expect(read).toEqual([]);
});

test('reads a short list at once', async () => {
  const { source, read } = listOf(3, pageBytes / 3 - 1);
  expect(await readList(source, String)).toEqual(['0', '1', '2']);
  expect(read).toEqual([3]);
});

test('reads a long list page by page, when each is asked for', async () => {
  const { source, read } = listOf(5, pageBytes / 2);
  const list = await readList(source, String);
  if (!(list instanceof LongList)) throw new Error('Expected a long list.');
  expect(read).toEqual([]);
  const pages = [];
  for await (const page of list.pages) pages.push(page);
  expect(pages).toEqual([['0', '1'], ['2', '3'], ['4']]);
  expect(read).toEqual([2, 2, 1]);
});
