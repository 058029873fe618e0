import { expect, test } from 'vitest';
import { renderComparison } from './comparison-text.ts';

const EMPTY = { verdicts: [], problems: [] };

test('puts the last line below the summary', () => {
  const lastLine = '2 undecided for lack of time: give --budget 2min or more';
  const text = renderComparison(EMPTY, { notes: ['a note'], lastLine });
  expect(text).toBe(`a note\n\nnothing was compared\n${lastLine}`);
});

test('ends with the summary when time did not run out', () => {
  expect(renderComparison(EMPTY, { lastLine: null })).toBe('nothing was compared');
});
