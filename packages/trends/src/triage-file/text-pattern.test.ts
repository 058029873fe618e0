import { expect, test } from 'vitest';
import { matchesPattern } from './text-pattern.ts';

test.each([
  ['db › insert', 'db › insert', true],
  ['db › insert', 'db › inser', false],
  ['db › insert', 'db › *', true],
  ['db › ', 'db › *', true],
  ['db › insert', '*insert', true],
  ['db › insert', '*', true],
  ['db › writes › insert', 'db*insert', true],
  ['db › writes › insert', 'db › *writ*ins*rt', true],
  ['db › writes › insert', 'db*reads*insert', false],
  // The same letters must not count for the beginning and for the end.
  ['aba', 'ab*ba', false],
  ['abab', 'ab*ab', true],
  ['abcd', 'a*cd*d', false],
  ['price (50.0 €)', 'price (50.0 €)', true],
  ['price (5010 €)', 'price (50.0 €)', false],
])('%j against %j is %s', (text, pattern, matches) => {
  expect(matchesPattern(text, pattern)).toBe(matches);
});

test('takes no time that grows exponentially with the number of stars', () => {
  expect(matchesPattern('a'.repeat(100_000), `${'*a'.repeat(1_000)}*b`)).toBe(false);
});
