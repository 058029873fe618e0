import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { sampleFork, sampleMetric } from '../testing/sample-report.ts';
import { renderBudget, renderMetrics } from './metrics-table.ts';

const rendered = (changes: Parameters<typeof sampleMetric>[0]) =>
  stripVTControlCharacters(renderBudget(sampleMetric(changes)));

test('says whether a budget is met, unclear or broken', () => {
  expect(rendered({ budget: { max: 90_000, met: true } })).toBe('≤ 90 µs met');
  expect(rendered({ budget: { max: 97, met: true } })).toBe('≤ 97 ns unclear');
  expect(rendered({ budget: { min: 90_000, met: false } })).toBe('≥ 90 µs broken');
  expect(rendered({})).toBe('');
});

test('decides by value and interval, whatever the report says', () => {
  const lying = {
    forks: [sampleFork([100])],
    budget: { max: 50, met: true, state: 'met' },
  } as const;
  expect(rendered({ ...lying, forks: [...lying.forks] })).toBe('≤ 50 ns broken');
});

test('shows the state in the table of a project', () => {
  const table = renderMetrics([sampleMetric({ budget: { max: 97, met: true } })]);
  expect(stripVTControlCharacters(table)).toMatch(/HighPerfDatabase +100 ns .+≤ 97 ns unclear$/m);
});
