import type { SiteRun, SiteSeries } from '../../site-data.ts';
import { budgetStateIn, seriesStatus, STATUSES } from './series-status.ts';

/** Filters of the list: all series, those with a broken or an unclear budget, or those of one standing. */
export const SHOWN = ['all', 'budget', 'unclear', ...STATUSES] as const;
export type Shown = (typeof SHOWN)[number];

/** The view of the page. The fragment of the address holds all of it, so that a link is a view. */
export interface ViewState {
  search: string;
  shown: Shown;
  /** Id of the open series; null when none is open. */
  series: string | null;
}

/** Reads the fragment of an address. Unknown parts are ignored. */
export function parseViewState(hash: string): ViewState {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const shown = params.get('show');
  return {
    search: params.get('search') ?? '',
    shown: SHOWN.find((known) => known === shown) ?? 'all',
    series: params.get('series'),
  };
}

/** Writes the fragment: `#` for the initial view. */
export function formatViewState({ search, shown, series }: ViewState): string {
  const params = new URLSearchParams();
  if (search !== '') params.set('search', search);
  if (shown !== 'all') params.set('show', shown);
  if (series !== null) params.set('series', series);
  return `#${params.toString()}`;
}

/** Returns a filter for the series of a view: all words of the search occur in the series' names, in any order. */
export function seriesFilter(
  { search, shown }: Pick<ViewState, 'search' | 'shown'>,
  newest: SiteRun | null,
): (series: SiteSeries) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (series) => {
    if (!isShown(series, { shown, newest })) return false;
    const text = searchText(series);
    return words.every((word) => text.includes(word));
  };
}

function isShown(
  series: SiteSeries,
  { shown, newest }: { shown: Shown; newest: SiteRun | null },
): boolean {
  if (shown === 'all') return true;
  if (shown === 'budget') return budgetStateIn(series, newest) === 'broken';
  if (shown === 'unclear') return budgetStateIn(series, newest) === 'unclear';
  return seriesStatus(series, newest) === shown;
}

const searchTexts = new WeakMap<SiteSeries, string>();

/** The text is cached, because every key press searches it. */
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
