import { expect, test } from 'vitest';
import { plainCell, safeCell } from './csv-cell.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['+cmd|a', "'+cmd|a"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ["'=1", "''=1"],
  ['\t=1', "'\t=1"],
  ['-12.5e-3', '-12.5e-3'],
  ["it's", "it's"],
  ['a\u001b[2J\u009b\u202e\u2028', 'a\\u{1b}[2J\\u{9b}\\u{202e}\\u{2028}'],
  ['\r=1', '\\u{d}=1'],
  ['＝1+1', "'＝1+1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  [' =1', "' =1"],
  ["' =1", "'' =1"],
  ['\u00a0+1', "'\u00a0+1"],
  [' a=1', ' a=1'],
  ['half \ud83d, whole 👍', 'half \\u{d83d}, whole 👍'],
  ['a\u200b\u00ad\u{e0041}b 👩‍💻', 'a\\u{200b}\\u{ad}\\u{e0041}b 👩‍💻'],
  ['C:\\u\\u{1b}', 'C:\\u\\u{5c}u{1b}'],
])('writes %j as %j, and reads it back', (text, cell) => {
  expect(safeCell(text)).toBe(cell);
  expect(plainCell(cell)).toBe(text);
});

test('keeps an escape beyond the last character as text', () => {
  expect(plainCell(String.raw`\u{110000}\u{ffffff}`)).toBe(String.raw`\u{110000}\u{ffffff}`);
});
