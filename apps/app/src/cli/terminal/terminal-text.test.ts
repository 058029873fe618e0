import { expect, test } from 'vitest';
import { terminalText } from './terminal-text.ts';

test.each([
  ['plain text, 夜, é, 👩‍🚀', 'plain text, 夜, é, 👩‍🚀'],
  ['\u001b[31mred\u001b[0m', '�[31mred�[0m'],
  ['\u009b2Jgone', '�2Jgone'],
  ['bell\u0007', 'bell�'],
  ['two\r\nlines\tand more', 'two lines and more'],
  ['file\u202egnp.exe', 'file�gnp.exe'],
])('turns %o into %o', (text, expected) => {
  expect(terminalText(text)).toBe(expected);
});
