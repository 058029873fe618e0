import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { withCheckedLines } from './checked-lines.ts';

test('keeps a line only if the function begins there', async () => {
  const root = await temporaryFolder();
  const text = `import { one } from './one.js';
export class Box {
  get size() {
    return 1;
  }
}
export const double =
  (value) => value * 2;
list.map((one) => one);
`;
  await writeFile(join(root, 'a.ts'), text);
  const lineOf = async (name: string, line: number, file = 'a.ts') => {
    const [checked] = await withCheckedLines([{ frame: { name, file, line } }], root);
    return checked?.frame.line;
  };
  expect(await lineOf('get size', 3)).toBe(3);
  expect(await lineOf('double', 8)).toBe(8);
  expect(await lineOf('', 9)).toBe(9);
  expect(await lineOf('', 1)).toBeUndefined();
  expect(await lineOf('get size', 5)).toBeUndefined();
  expect(await lineOf('get size', 300)).toBeUndefined();
  expect(await lineOf('get size', 3, 'gone.ts')).toBeUndefined();
});
