import { describe, expect, test } from 'vitest';
import type { SiteSeries } from '../../site-data.ts';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import { formatViewState, parseViewState, seriesFilter, type ViewState } from './view-state.ts';

const start: ViewState = { search: '', shown: 'all', series: null };

describe('the fragment of the address', () => {
  test('restores the view that was written to it', () => {
    const view: ViewState = { search: 'a&b=#ü "<b>', shown: 'regression', series: 's1-0f' };
    expect(parseViewState(formatViewState(view))).toEqual(view);
  });

  test('is empty for the initial view', () => {
    expect(formatViewState(start)).toBe('#');
    expect(parseViewState('')).toEqual(start);
    expect(parseViewState('#')).toEqual(start);
  });

  test('is ignored where it is not understood', () => {
    expect(parseViewState('#show=everything&x=1&search=db')).toEqual({ ...start, search: 'db' });
  });
});

describe('seriesFilter', () => {
  const { runs, series } = sampleSiteData({ series: 20 });
  const newest = runs.at(-1) ?? null;
  const names = (view: Partial<ViewState>) =>
    series.filter(seriesFilter({ ...start, ...view }, newest)).map(({ name }) => name);

  test('lists all series without a filter', () => {
    expect(names({})).toHaveLength(20);
  });

  test('finds every word in project, suite, name, parameters or instrument, in any order', () => {
    expect(names({ search: 'WRITERS db simple' })).toEqual([
      'SimpleDatabase',
      'HighPerfDatabase : SimpleDatabase',
      'SimpleDatabase',
      'HighPerfDatabase : SimpleDatabase',
    ]);
    expect(names({ search: 'size=1 point' })).toEqual(['point read']);
    expect(names({ search: 'instructions' })).toEqual(['list of 1,000', 'list of 1,000']);
    expect(names({ search: 'nothing like this' })).toEqual([]);
  });

  test('lists by standing, and by broken and unclear budgets', () => {
    expect(names({ shown: 'improvement' })).toEqual(['point read', 'point read']);
    expect(names({ shown: 'absent', search: 'size=1' })).toEqual(['size of scripts']);
    expect(names({ shown: 'budget', search: 'size=1' })).toEqual([
      'HighPerfDatabase : SimpleDatabase',
    ]);
    expect(names({ shown: 'unclear' })).toEqual([]);
    const [first] = series;
    if (first === undefined) throw new Error('expected a series');
    const unclear: SiteSeries = { ...first, budget: { min: 1, state: 'unclear' } };
    const filter = seriesFilter({ ...start, shown: 'unclear' }, newest);
    expect([filter(first), filter(unclear)]).toEqual([false, true]);
  });
});
