import { expect, test } from 'vitest';
import { table } from './table.mjs';

test('lines up the columns and escapes bars', () => {
  expect(
    table(
      ['run', 'exit'],
      [
        ['1', 'a|b'],
        ['10', '0'],
      ],
    ),
  ).toBe('| run | exit |\n| --- | ---- |\n| 1   | a\\|b |\n| 10  | 0    |\n');
});
