import { expect, test } from 'vitest';
import { parseRoute, routeHash } from './route.ts';

test.each([
  ['', null],
  ['#/prompts', null],
  ['#/prompts/12', 12],
  ['#/prompts/0', null],
  ['#/prompts/-1', null],
  ['#/prompts/12/edit', null],
  ['#/prompts/9999999999999999999', null],
  ['#javascript:alert(1)', null],
])('parses %o as the prompt %o', (hash, promptId) => {
  expect(parseRoute(hash)).toEqual({ view: 'prompts', promptId });
});

test('parses what it has formatted', () => {
  for (const promptId of [null, 12]) {
    const route = { view: 'prompts', promptId } as const;
    expect(parseRoute(routeHash(route))).toEqual(route);
  }
});
