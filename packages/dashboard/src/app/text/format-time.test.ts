import { describe, expect, test } from 'vitest';
import { formatAge, formatDuration } from './format-time.ts';

describe('formatDuration', () => {
  test.each([
    [0, '0 ms'],
    [839.6, '840 ms'],
    [12_340, '12.3 s'],
    [59_960, '1 min 0 s'],
    [245_000, '4 min 5 s'],
    [3_599_900, '1 h 0 min'],
    [3_720_000, '1 h 2 min'],
  ])('%f ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });
});

describe('formatAge', () => {
  const now = new Date('2026-03-10T12:00:00.000Z');

  test.each([
    ['2026-03-10T11:59:50.000Z', 'this minute'],
    ['2026-03-10T11:15:00.000Z', '45 minutes ago'],
    ['2026-03-10T09:00:00.000Z', '3 hours ago'],
    ['2026-03-09T12:00:00.000Z', 'yesterday'],
    ['2026-03-01T12:00:00.000Z', '9 days ago'],
    ['2026-03-10T12:05:00.000Z', 'this minute'],
  ])('%s is %s', (iso, text) => {
    expect(formatAge(iso, now)).toBe(text);
  });
});
