import { expect, test } from 'vitest';
import { lastSentence } from './last-sentence.ts';

test.each([
  ['the last line', 'measuring\nNo Chromium was found.\n', 'No Chromium was found.'],
  [
    'the last line before those of Nx',
    [
      '',
      '> nx run app:perf',
      '',
      'app: No Chromium was found.',
      'Warning: command "playwright test" exited with non-zero status code',
      '',
      ' NX   Running target perf for project app failed',
      'Failed tasks:',
      '',
      '- app:perf',
      'Hint: run the command with --verbose for more details.',
      '  Run duration:      1.2s',
    ].join('\n'),
    'No Chromium was found.',
  ],
  [
    'the name of the error above its stack',
    `file.ts:1\n\nTypeError: x is no function\n    at file.ts:1:1\n    at main\n\nNode.js v24.1.0\n`,
    'TypeError: x is no function',
  ],
  [
    'the last line with the prefix',
    'app: No Chromium was found.\nlib: built\nThe Nx of tomorrow says goodbye.\n',
    'No Chromium was found.',
  ],
  [
    'the line of another process without any of its own',
    'lib: cannot be built\n',
    'lib: cannot be built',
  ],
  ['plain text', '\u001b[31mbroken\u001b[39m\n', 'broken'],
  ['lines that end with CRLF', 'one\r\ntwo\r\n', 'two'],
])('%s', (_name, output, expected) => {
  expect(lastSentence(output, 'app: ')).toBe(expected);
});

test('returns null without output', () => {
  expect(lastSentence('\n \n')).toBeNull();
});
