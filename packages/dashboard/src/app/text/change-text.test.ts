import { expect, test } from 'vitest';
import type { SiteSeries } from '../../site-data.ts';
import { changeText } from './change-text.ts';

test.each([
  [0.052, '+5.2 % slower'],
  [-0.004, '−0.40 % faster'],
  [0.000_01, '±0.00 %'],
  [-0.000_01, '±0.00 %'],
  [0, '±0.00 %'],
])('formats a change of %d as %s', (effect, text) => {
  const series = { kind: 'time', verdict: { effect } } as SiteSeries;
  expect(changeText(series)?.replaceAll('\u00a0', ' ')).toBe(text);
});
