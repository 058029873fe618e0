import { expect, test } from 'vitest';
import { changeAtZero } from './change-at-zero.ts';

const errors = { kind: 'count', better: 'lower' } as const;
const requests = { kind: 'throughput', better: 'higher' } as const;

test.each([
  [errors, [0, 0], [10], 'regression'],
  [errors, [3, 5], [0], 'improvement'],
  [errors, [0], [0], 'unchanged'],
  [requests, [1000, 990], [0], 'regression'],
  [requests, [0], [1000], 'improvement'],
  [{ kind: 'ratio', better: 'higher' }, [1], [0], 'regression'],
] as const)('%o from %o to %o is %s', (metric, base, head, expected) => {
  expect(changeAtZero(metric, base, head)).toBe(expected);
});

test('decides nothing when there was some of it before, in part or as well', () => {
  expect(changeAtZero(errors, [0, 1], [10])).toBeNull();
  expect(changeAtZero(errors, [1], [10])).toBeNull();
  expect(changeAtZero(requests, [1000, 0], [0])).toBeNull();
});

test('decides nothing when zero may mean little: times in whole ms, growth of memory', () => {
  expect(changeAtZero({ kind: 'time', better: 'lower' }, [0, 0], [1])).toBeNull();
  expect(changeAtZero({ kind: 'memory', better: 'lower' }, [0], [16])).toBeNull();
});
