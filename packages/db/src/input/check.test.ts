import { expect, test } from 'vitest';
import { amount, atLeast, changes, fields, filledText, optional, text, time } from './check.ts';

test.each([
  ['2030-01-31T02:00:00Z', '2030-01-31T02:00:00.000Z'],
  ['2030-01-31T02:00Z', '2030-01-31T02:00:00.000Z'],
  ['2030-01-31T00:30:00.25+02:00', '2030-01-30T22:30:00.250Z'],
])('the time %s is stored as %s', (given, stored) => {
  expect(time(given, 'at')).toBe(stored);
});

test.each([
  '',
  '2030-01-31',
  '2030-01-31T02:00:00',
  '2030-02-29T00:00:00Z',
  '2030-13-01T00:00:00Z',
  5,
])('the time %o is refused', (given) => {
  expect(() => time(given, 'at')).toThrow('at: expected an ISO 8601 time with Z or an offset');
});

test('a refusal says what was expected, what came, and not all of a long text', () => {
  expect(() => filledText(' ', 'prompt.title')).toThrow(
    "prompt.title: expected text that is not blank, got ' '.",
  );
  expect(() => atLeast(1)(0, 'limit')).toThrow('limit: expected an integer of at least 1, got 0.');
  expect(() => text(`${'x'.repeat(1e6)}\udc00`, 'content')).toThrow(/^.{0,200}$/);
});

test.each([Number.NaN, Infinity, -0.01, '1', null])('%o is no amount', (given) => {
  expect(() => amount(given, 'costUsd')).toThrow('a number of at least 0');
});

test('fields fills in what may be left out and refuses what it does not know', () => {
  const check = fields({ title: filledText, limit: optional(atLeast(1), 50) });
  expect(check({ title: 'a', limit: undefined }, 'given')).toEqual({ title: 'a', limit: 50 });
  expect(() => check({ title: 'a', limits: 5 }, 'given')).toThrow(
    "given: expected an object with title, limit, got { title: 'a', limits: 5 }.",
  );
  expect(() => check([], 'given')).toThrow('given: expected an object');
});

test('a field named like a property of every object is unknown too', () => {
  expect(() => fields({})({ constructor: 1 }, 'given')).toThrow('given: expected an object');
});

test('changes keeps the fields that are there, of which there must be one', () => {
  const check = changes({ title: filledText, content: filledText });
  expect(check({ title: 'a', content: undefined }, 'changes')).toEqual({ title: 'a' });
  expect(() => check({ title: undefined }, 'changes')).toThrow(
    'changes: expected at least one of title, content',
  );
});
