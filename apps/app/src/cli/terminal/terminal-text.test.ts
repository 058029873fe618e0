import { expect, test } from 'vitest';
import { terminalJson, terminalLines, terminalText } from './terminal-text.ts';

test.each([
  ['plain text, 夜, é, 👩‍🚀', 'plain text, 夜, é, 👩‍🚀'],
  ['\u001b[31mred\u001b[0m', '�[31mred�[0m'],
  ['\u009b2Jgone', '�2Jgone'],
  ['bell\u0007', 'bell�'],
  ['two\r\nlines\tand more', 'two lines and more'],
  ['file\u202egnp.exe', 'file�gnp.exe'],
  ['a\u200bb\u00adc\u2060d\ufeffe\u3164f', 'a�b�c�d�e�f'],
  ['@\u200duser \u{e0041}', '@�user �'],
  ['می\u200cخواهم 🏳️‍🌈', 'می\u200cخواهم 🏳️‍🌈'],
  ['one\u2028two\u200f', 'one�two�'],
])('turns %o into %o', (text, expected) => {
  expect(terminalText(text)).toBe(expected);
});

test('keeps the lines of a text of several lines', () => {
  expect(terminalLines('Error: a\u001bb\r\n    at c')).toBe('Error: a�b\n    at c');
});

test('writes JSON without control characters that means the same', () => {
  const value = [{ title: 'a\u{e0041}\u200b\u009b2J\u202e\u2028\u007f\u001b\t\nb' }];
  const json = terminalJson(value);
  expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
  expect(JSON.parse(json)).toEqual(value);
});
