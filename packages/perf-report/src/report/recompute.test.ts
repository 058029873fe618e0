import { expect, test } from 'vitest';
import { sampleFork, sampleMetric, sampleReport } from '../testing/sample-report.ts';
import { parseReport } from './file.ts';
import { recompute } from './recompute.ts';
import type { MeasuredMetric, PerfReport } from './schema.ts';
import { summarize } from './summarize.ts';

const forks = [sampleFork([100, 110, 120]), sampleFork([90, 100, 140])];
const honest = sampleMetric({ forks });

function corrected(changes: Partial<MeasuredMetric>): { metric: MeasuredMetric; notes: string[] } {
  const notes: string[] = [];
  const report = sampleReport({ metrics: [{ ...honest, ...changes }] });
  const [metric] = parseReport(report, 'it', { onNote: (note) => notes.push(note) }).metrics;
  if (metric?.state !== 'measured') throw new Error('The metric is not measured.');
  return { metric, notes };
}

test('returns a consistent report itself', () => {
  const report: PerfReport = sampleReport({
    metrics: [sampleMetric({ budget: { max: 200, met: true } })],
  });
  expect(recompute(report)).toEqual({ report, notes: [] });
  expect(recompute(report).report).toBe(report);
});

test.each([
  ['mean', { mean: 50 }],
  ['min', { min: 1 }],
  ['interval', { interval: { low: 1, high: 2, level: 0.99 } }],
  ['p50', { p50: 60 }],
  ['p99', { p99: 5000 }],
] as const)('recomputes a summary whose %s contradicts the samples, with a note', (name, lie) => {
  const { metric, notes } = corrected({ summary: { ...honest.summary, ...lie } });
  expect(metric.summary).toEqual(honest.summary);
  expect(notes).toEqual([
    `db › writes › one caller › HighPerfDatabase: its summary contradicts its samples (${name}): recomputed.`,
  ]);
});

test('keeps percentiles of another definition', () => {
  const nearestRank = { ...honest.summary, p95: (120 + 140) / 2, p99: (120 + 140) / 2 };
  expect(corrected({ summary: nearestRank })).toEqual({
    metric: { ...honest, summary: nearestRank },
    notes: [],
  });
});

test('accepts a missing interval', () => {
  expect(corrected({ summary: { ...honest.summary, interval: null } }).notes).toEqual([]);
});

test('corrects a budget that contradicts its value', () => {
  const broken = corrected({ forks: [sampleFork([100])], ...valueOf(100, { max: 50, met: true }) });
  expect(broken.metric.budget).toEqual({ max: 50, met: false });
  expect(broken.notes).toEqual([
    'db › writes › one caller › HighPerfDatabase: its budget is broken, but the report says met: recomputed.',
  ]);
  const met = corrected({ forks: [sampleFork([100])], ...valueOf(100, { min: 50, met: false }) });
  expect(met.metric.budget).toEqual({ min: 50, met: true });
});

test('judges a budget by the recomputed summary', () => {
  const { metric, notes } = corrected({
    forks: [sampleFork([100])],
    ...valueOf(40, { max: 50, met: true }),
  });
  expect(metric).toMatchObject({ summary: { mean: 100 }, budget: { met: false } });
  expect(notes).toHaveLength(1);
});

test('accepts geometric and arithmetic means of ratios to a peer', () => {
  const { project, suite, name, params, instrument } = honest;
  const peer = { project, suite, name, params, instrument, mean: 1, unit: 'ns' };
  const ratios = [sampleFork([4]), sampleFork([1])];
  for (const average of ['geometric', 'arithmetic'] as const) {
    expect(corrected({ peer, forks: ratios, summary: summarize(ratios, average) }).notes).toEqual(
      [],
    );
  }
  const summary = { ...summarize(ratios, 'geometric'), mean: 3 };
  expect(corrected({ peer, forks: ratios, summary }).metric.summary.mean).toBeCloseTo(2, 12);
});

test('accepts both states of a budget that only the interval keeps', () => {
  for (const met of [true, false]) {
    const spread = sampleMetric({ budget: { max: 97, met } });
    expect(spread.summary).toMatchObject({ mean: 100 });
    expect(corrected(spread).notes).toEqual([]);
  }
});

test('corrects the state of a budget that contradicts the interval', () => {
  const stated = (state: 'met' | 'unclear' | 'broken', budget: { max: number } = { max: 97 }) =>
    corrected(sampleMetric({ budget: { ...budget, met: true, state } }));
  expect(stated('unclear').notes).toEqual([]);
  expect(stated('met').metric.budget).toEqual({ max: 97, met: true, state: 'unclear' });
  expect(stated('met').notes).toEqual([
    'db › writes › one caller › HighPerfDatabase: its budget is unclear, but the report says met: recomputed.',
  ]);
  expect(stated('unclear', { max: 1 }).metric.budget).toEqual({
    ...{ max: 1, met: false, state: 'broken' },
  });
});

test('adds no state to a budget of an older report', () => {
  const old = sampleMetric({ budget: { max: 1000, met: true } });
  expect(corrected(old).metric.budget).toEqual({ max: 1000, met: true });
});

test('lets a count exceed its budget by less than its resolution', () => {
  const allocated = (bytes: number, met: boolean) =>
    corrected({
      instrument: 'allocated',
      kind: 'memory',
      unit: 'bytes',
      forks: [sampleFork([bytes])],
      ...valueOf(bytes, { max: 0, met }),
    }).metric.budget?.met;
  expect(allocated(0.0000116, false)).toBe(true);
  expect(allocated(16, true)).toBe(false);
});

function valueOf(mean: number, budget: NonNullable<MeasuredMetric['budget']>) {
  const { summary } = sampleMetric({ forks: [sampleFork([mean])] });
  return { summary, budget };
}
