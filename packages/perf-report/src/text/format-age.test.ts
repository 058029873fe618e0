import { expect, test } from 'vitest';
import { formatAge } from './format-age.ts';

test.each([
  ['2026-01-10T11:59:30.000Z', 'just now'],
  ['2026-01-10T11:18:00.000Z', '42 min ago'],
  ['2026-01-08T13:00:00.000Z', '47 h ago'],
  ['2026-01-01T12:00:00.000Z', '9 days ago'],
])('%s is %s', (at, age) => {
  expect(formatAge(at, new Date('2026-01-10T12:00:00.000Z'))).toBe(age);
});
