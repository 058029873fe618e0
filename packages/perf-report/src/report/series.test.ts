import { expect, test } from 'vitest';
import { sampleEnvironment, sampleMetric } from '../testing/sample-report.ts';
import { identityKey, identityTitle, seriesKey } from './series.ts';

test('ignores the order of params, but not their types', () => {
  const first = sampleMetric({ params: { size: 1, mode: 'a' } });
  const same = sampleMetric({ params: { mode: 'a', size: 1 } });
  const different = sampleMetric({ params: { mode: 'a', size: '1' } });
  expect(identityKey(first)).toBe(identityKey(same));
  expect(identityKey(first)).not.toBe(identityKey(different));
});

test('keeps names with separators apart', () => {
  const first = sampleMetric({ suite: 'a","b', name: 'c' });
  const different = sampleMetric({ suite: 'a', name: 'b","c' });
  expect(identityKey(first)).not.toBe(identityKey(different));
});

test('keys a series by the fingerprint of its instrument', () => {
  const metric = sampleMetric();
  const key = seriesKey(metric, sampleEnvironment());
  expect(key).toBe(seriesKey(metric, sampleEnvironment({ kernel: '7' })));
  expect(key).not.toBe(seriesKey(metric, sampleEnvironment({ cores: 8 })));
});

test('lists project, suite, name and params in the title', () => {
  expect(identityTitle(sampleMetric({ params: { size: 10 } }))).toBe(
    'db › writes › one caller › HighPerfDatabase (size=10)',
  );
});
