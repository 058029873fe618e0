import { expect, test } from 'vitest';
import { amount, atLeast, changes, fields, filledText, optional, text, time } from './check.ts';

test.each([
  ['2030-01-31T02:00:00Z', '2030-01-31T02:00:00.000Z'],
  ['2030-01-31T02:00Z', '2030-01-31T02:00:00.000Z'],
  ['2030-01-31T00:30:00.25+02:00', '2030-01-30T22:30:00.250Z'],
])('stores the time %s as %s', (given, stored) => {
  expect(time(given, 'at')).toBe(stored);
});

test.each([
  '',
  '2030-01-31',
  '2030-01-31T02:00:00',
  '2030-02-29T00:00:00Z',
  '2030-13-01T00:00:00Z',
  5,
])('refuses the time %o', (given) => {
  expect(() => time(given, 'at')).toThrow('at: expected an ISO 8601 time with Z or an offset');
});

test('says what it expected and what it got, and shortens long text, when it refuses a value', () => {
  expect(() => filledText(' ', 'prompt.title')).toThrow(
    "prompt.title: expected text that is not blank, got ' '.",
  );
  expect(() => atLeast(1)(0, 'limit')).toThrow('limit: expected an integer of at least 1, got 0.');
  expect(() => text(`${'x'.repeat(1e6)}\udc00`, 'content')).toThrow(/^.{0,200}$/);
});

test.each([Number.NaN, Infinity, -0.01, '1', null])('refuses %o as an amount', (given) => {
  expect(() => amount(given, 'costUsd')).toThrow('a number of at least 0');
});

test('fields fills in defaults and refuses unknown fields', () => {
  const check = fields({ title: filledText, limit: optional(atLeast(1), 50) });
  expect(check({ title: 'a', limit: undefined }, 'given')).toEqual({ title: 'a', limit: 50 });
  expect(() => check({ title: 'a', limits: 5 }, 'given')).toThrow(
    "given: expected an object with title, limit, got { title: 'a', limits: 5 }.",
  );
  expect(() => check([], 'given')).toThrow('given: expected an object');
});

test('fields refuses an unknown field named like a property of every object', () => {
  expect(() => fields({})({ constructor: 1 }, 'given')).toThrow('given: expected an object');
});

test('changes keeps the given fields and refuses an object without any', () => {
  const check = changes({ title: filledText, content: filledText });
  expect(check({ title: 'a', content: undefined }, 'changes')).toEqual({ title: 'a' });
  expect(() => check({ title: undefined }, 'changes')).toThrow(
    'changes: expected at least one of title, content',
  );
});
