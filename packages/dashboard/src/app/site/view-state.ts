import type { SiteRun, SiteSeries } from '../../site-data.ts';
import { breaksBudget, seriesStatus, STATUSES } from './series-status.ts';

/** Which series are listed: all, those that stand so, or those that break their budget. */
export const SHOWN = ['all', 'budget', ...STATUSES] as const;
export type Shown = (typeof SHOWN)[number];

/** What the page shows. All of it stands in the fragment of the address, so that a link is a view. */
export interface ViewState {
  search: string;
  shown: Shown;
  /** Id of the series that is opened. */
  series: string | null;
}

/** Reads the fragment of an address. What it does not understand it leaves out. */
export function parseViewState(hash: string): ViewState {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const shown = params.get('show');
  return {
    search: params.get('search') ?? '',
    shown: SHOWN.find((one) => one === shown) ?? 'all',
    series: params.get('series'),
  };
}

/** Writes the fragment: `#` for the view that the page opens with. */
export function formatViewState({ search, shown, series }: ViewState): string {
  const params = new URLSearchParams();
  if (search !== '') params.set('search', search);
  if (shown !== 'all') params.set('show', shown);
  if (series !== null) params.set('series', series);
  return `#${params.toString()}`;
}

/** Tells which series a view lists: every word of the search is in its names, in any order. */
export function seriesFilter(
  { search, shown }: Pick<ViewState, 'search' | 'shown'>,
  newest: SiteRun | null,
): (series: SiteSeries) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (series) => {
    if (shown === 'budget' && !breaksBudget(series, newest)) return false;
    if (shown !== 'all' && shown !== 'budget' && seriesStatus(series, newest) !== shown)
      return false;
    const text = searchText(series);
    return words.every((word) => text.includes(word));
  };
}

const searchTexts = new WeakMap<SiteSeries, string>();

/** Kept, because every key that is typed asks for it again. */
function searchText(series: SiteSeries): string {
  let text = searchTexts.get(series);
  if (text === undefined) {
    const { project, suite, name, params, instrument } = series;
    const listed = Object.entries(params).map(([key, value]) => `${key}=${value}`);
    text = [project, suite, name, ...listed, instrument].join(' ').toLowerCase();
    searchTexts.set(series, text);
  }
  return text;
}
