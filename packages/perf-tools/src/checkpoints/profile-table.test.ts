import { expect, test } from 'vitest';
import { renderProfile } from './profile-table.ts';

const times = { meanMs: 2, minMs: 1, p50Ms: 2, p95Ms: 2.9, p99Ms: 2.98, maxMs: 3 };

test('indents a checkpoint below its parent', () => {
  const table = renderProfile([
    { path: 'import', name: 'import', depth: 0, count: 1, totalMs: 10, selfMs: 4, ...times },
    {
      path: 'import › parse',
      name: 'parse',
      depth: 1,
      count: 3,
      totalMs: 6,
      selfMs: 6,
      ...times,
    },
  ]);
  expect(table.split('\n')).toEqual([
    'checkpoint  count  total  self  mean   p50      p95      p99   max',
    '──────────  ─────  ─────  ────  ────  ────  ───────  ───────  ────',
    'import          1  10 ms  4 ms  2 ms  2 ms  2.90 ms  2.98 ms  3 ms',
    '  parse         3   6 ms  6 ms  2 ms  2 ms  2.90 ms  2.98 ms  3 ms',
  ]);
});
