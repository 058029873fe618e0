import { expect, test } from 'vitest';
import { ROW_MAKERS } from '../queries/list-read.ts';
import { packRows, unpackRows } from './packed-rows.ts';

const prompt = (id: number, tags: string | null, updatedAt: string) => ({
  id,
  title: `t${id}`,
  content: 'the same',
  tags,
  createdAt: '2030-01-01T00:00:00.000Z',
  updatedAt,
});

test.each([
  ['no rows', []],
  ['one row', [prompt(1, null, 'a')]],
  [
    'values that repeat, change and come back',
    [
      prompt(5, 'x', 'a'),
      prompt(4, 'x', 'a'),
      prompt(3, null, 'b'),
      prompt(2, null, 'a'),
      prompt(1, 'x', 'a'),
    ],
  ],
])('gives back equal rows after they crossed to another thread: %s', (_, rows) => {
  const crossed = structuredClone(packRows(rows));
  expect(unpackRows(crossed, ROW_MAKERS.prompts)).toEqual(rows);
});

test('has the properties of every kind of row in the order of its cells', () => {
  for (const toRow of Object.values(ROW_MAKERS)) {
    const cells = Array.from({ length: 12 }, (_, at) => at);
    const values = Object.values(toRow(cells, null));
    expect(values).toEqual(cells.slice(0, values.length));
  }
});
