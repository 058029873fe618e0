import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { printPrompts } from './print-prompts.ts';

const prompt = {
  id: 7,
  title: 'Review\nthe \u001b[2Jcommit',
  content: 'C',
  tags: 'work,weekly',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-02T03:04:05.678Z',
};

test('prints a line for each prompt under a header', () => {
  const untagged = { ...prompt, id: 1200, title: 'Short', tags: null };
  expect(stripVTControlCharacters(printPrompts([prompt, untagged]).join(''))).toBe(
    [
      'ID    UPDATED (UTC)     TAGS         TITLE',
      '7     2026-01-02 03:04  work,weekly  Review the �[2Jcommit',
      '1200  2026-01-02 03:04  -            Short',
      '',
    ].join('\n'),
  );
});

test('says what to do when there is no prompt', () => {
  expect(printPrompts([]).join('')).toContain('cnp prompt create');
});
