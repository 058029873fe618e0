import { expect, test } from 'vitest';
import { parseCommandPair, splitArguments } from './command-pair.ts';

test('leaves all words after the -- of compare to the other programs', () => {
  const typed = ['compare', '--strict', '--', 'a', '--help', '--', '--vs', 'b', '--strict'];
  const { own, commands } = splitArguments(typed);
  expect(own).toEqual(['compare', '--strict']);
  expect(parseCommandPair(commands ?? [])).toEqual({
    base: ['a', '--help', '--'],
    head: ['b', '--strict'],
  });
});

test('keeps the -- of other subcommands, and accepts compare without one', () => {
  expect(splitArguments(['bench', '--', 'a.bench.ts'])).toEqual({
    own: ['bench', '--', 'a.bench.ts'],
    commands: null,
  });
  expect(splitArguments(['compare', 'main']).commands).toBeNull();
});

test('refuses --vs without --', () => {
  expect(() => splitArguments(['compare', 'a', '--vs', 'b'])).toThrow(
    /^Expected -- before the first command, as in .*, got --vs without it\.$/,
  );
});

test.each([
  [[], 'got nothing'],
  [['a', 'b'], 'got only a b'],
  [['--vs', 'b'], 'Expected a command before --vs, got nothing'],
  [['a', '--vs'], 'Expected a command after --vs, got nothing'],
  [['', '--vs', 'b'], 'Expected a command before --vs, got nothing'],
  [['a', '--vs', 'b', '--vs', 'c'], 'Expected --vs once after --, got it twice'],
])('refuses %j as a pair of commands', (words, message) => {
  expect(() => parseCommandPair(words)).toThrow(message);
});
