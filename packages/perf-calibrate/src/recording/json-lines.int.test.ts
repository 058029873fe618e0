import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { appendJsonLines, readJsonLines } from './json-lines.ts';

const schema = z.strictObject({ value: z.number() });

test('reads values in the order in which they were added, and none from a missing file', async () => {
  const path = join(await temporaryFolder(), 'new', 'folder', 'record.jsonl');
  expect(await readJsonLines(path, schema)).toEqual({ values: [], leftOut: 0 });
  await appendJsonLines(path, [{ value: 1 }, { value: 2 }]);
  await appendJsonLines(path, [{ value: 3 }]);
  expect(await readFile(path, 'utf8')).toBe('{"value":1}\n{"value":2}\n{"value":3}\n');
  expect(await readJsonLines(path, schema)).toEqual({
    values: [{ value: 1 }, { value: 2 }, { value: 3 }],
    leftOut: 0,
  });
});

test('skips and counts a cut-off line, which does not damage later ones', async () => {
  const path = join(await temporaryFolder(), 'record.jsonl');
  await appendJsonLines(path, [{ value: 1 }]);
  await appendFile(path, '{"val');
  expect(await readJsonLines(path, schema)).toEqual({ values: [{ value: 1 }], leftOut: 1 });
  await appendJsonLines(path, [{ value: 2 }]);
  const { values, leftOut } = await readJsonLines(path, schema);
  expect(values).toEqual([{ value: 1 }, { value: 2 }]);
  expect(leftOut).toBe(1);
});

test('reports a folder without write access in one sentence', async () => {
  const folder = await temporaryFolder();
  await appendJsonLines(join(folder, 'file'), []);
  const adding = appendJsonLines(join(folder, 'file', 'record.jsonl'), [{ value: 1 }]);
  await expect(adding).rejects.toThrow(/record\.jsonl cannot be written: .*permissions/);
});
