import { describe, expect, test } from 'vitest';
import { sampleSiteData } from '../../testing/sample-site-data.ts';
import { formatViewState, parseViewState, seriesFilter, type ViewState } from './view-state.ts';

const start: ViewState = { search: '', shown: 'all', series: null };

describe('the fragment of the address', () => {
  test('holds a view and gives it back', () => {
    const view: ViewState = { search: 'a&b=#ü "<b>', shown: 'regression', series: 's1-0f' };
    expect(parseViewState(formatViewState(view))).toEqual(view);
  });

  test('is empty for the view that the page opens with', () => {
    expect(formatViewState(start)).toBe('#');
    expect(parseViewState('')).toEqual(start);
    expect(parseViewState('#')).toEqual(start);
  });

  test('is left out where it is not understood', () => {
    expect(parseViewState('#show=everything&x=1&search=db')).toEqual({ ...start, search: 'db' });
  });
});

describe('seriesFilter', () => {
  const { runs, series } = sampleSiteData({ series: 20 });
  const newest = runs.at(-1) ?? null;
  const names = (view: Partial<ViewState>) =>
    series.filter(seriesFilter({ ...start, ...view }, newest)).map(({ name }) => name);

  test('lists all when nothing is asked', () => {
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

  test('lists by where series stand, and by broken budgets', () => {
    expect(names({ shown: 'improvement' })).toEqual(['point read', 'point read']);
    expect(names({ shown: 'absent', search: 'size=1' })).toEqual(['size of scripts']);
    expect(names({ shown: 'budget', search: 'size=1' })).toEqual([
      'HighPerfDatabase : SimpleDatabase',
    ]);
  });
});
