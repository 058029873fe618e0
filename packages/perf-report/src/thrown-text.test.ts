import { expect, test } from 'vitest';
import { thrownText } from './thrown-text.ts';

const refused = new Error('connect ECONNREFUSED 127.0.0.1:1');
const circular: Error & { cause?: unknown } = new Error('round');
circular.cause = circular;
const hostile = {
  get message(): string {
    throw new Error('asked');
  },
  toString: () => {
    throw new Error('shown');
  },
};

test.each<[name: string, thrown: unknown, expected: string]>([
  ['an error', new TypeError('no'), 'TypeError: no'],
  ['a text', 'boom', 'boom'],
  ['an empty text', ' ', 'an empty text'],
  ['undefined', undefined, 'undefined'],
  ['null', null, 'null'],
  ['an object', { code: 5, why: ['a'] }, "{ code: 5, why: [ 'a' ] }"],
  ['an object without a prototype', Object.create(null), 'an object without a message'],
  ['an error written as JSON', JSON.parse(JSON.stringify(refused)), 'an object without a message'],
  ['an error without a message', new RangeError(), 'RangeError'],
  [
    'a cause',
    new Error('fetch failed', { cause: refused }),
    `fetch failed; cause: ${refused.message}`,
  ],
  ['a cause that is no error', new Error('a', { cause: { b: 1 } }), 'a; cause: { b: 1 }'],
  ['a cause that is itself', circular, 'round'],
  [
    'several errors',
    new AggregateError([refused, 'b']),
    `AggregateError; errors: ${refused.message}, b`,
  ],
  [
    'errors and a message',
    new AggregateError([new Error('x')], 'all failed'),
    'all failed; errors: x',
  ],
  ["Playwright's thrown value", { value: '{ a: 1 }' }, '{ a: 1 }'],
  ['a symbol', Symbol('s'), 'Symbol(s)'],
])('describes %s', (_name, thrown, expected) => {
  expect(thrownText(thrown)).toContain(expected);
});

test('describes a value that throws when it is asked', () => {
  expect(thrownText(hostile)).toContain('message: [Getter]');
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(thrownText(proxy)).not.toBe('');
});

test('names at most five causes and five errors', () => {
  let error = new Error('0');
  for (let at = 1; at < 100; at += 1) error = new Error(`${at}`, { cause: error });
  expect(thrownText(error).match(/cause:/g)).toHaveLength(5);
  const many = new AggregateError(Array.from({ length: 50 }, (_, at) => new Error(`e${at}`)));
  expect(thrownText(many)).toMatch(/e4 and 45 more$/);
});

test('does not repeat a cause that the message names', () => {
  const repeated = new Error('a.ts:1: Expression expected.', {
    cause: new SyntaxError('Expression expected', { cause: new Error('deeper') }),
  });
  expect(thrownText(repeated)).toBe('a.ts:1: Expression expected.; cause: deeper');
});
