import type { HeadlineText } from '../text/headline.ts';
import type { Overview } from '../site/overview.ts';
import { texts } from '../text/texts.ts';
import type { Navigate } from './use-view-state.ts';
import { type Shown, SHOWN } from '../site/view-state.ts';
import { SERIES_SECTION_ID } from './series-list.tsx';

interface HeadlineProps {
  headline: HeadlineText;
  overview: Overview;
  shown: Shown;
  navigate: Navigate;
}

/** The answer, then the number of series for each standing. A number lists its series; pressed again, it lists all. */
export function Headline({ headline, overview, shown, navigate }: HeadlineProps) {
  const list = (status: Shown) => {
    if (status === shown) return navigate({ shown: 'all' });
    navigate({ shown: status });
    document.getElementById(SERIES_SECTION_ID)?.scrollIntoView();
  };
  return (
    <>
      <h1 class={`headline ${headline.outlook}`}>{headline.title}</h1>
      <p class="explanation">{headline.explanation}</p>
      {headline.outlook === 'unsure' && overview.undecidedReason !== null && (
        <p class="explanation muted">{texts.undecidedReason(overview.undecidedReason)}</p>
      )}
      <ul class="tiles">
        {SHOWN.filter((status) => status !== 'all')
          .filter((status) => hasTile(overview, status))
          .map((status) => (
            <li key={status}>
              <button
                type="button"
                class={`tile ${status}`}
                aria-pressed={shown === status}
                title={texts.shownHint[status]}
                disabled={countOf(overview, status) === 0}
                onClick={() => list(status)}
              >
                <span class="tile-count">{countOf(overview, status).toLocaleString('en')}</span>
                <span class="tile-name">{texts.shown[status]}</span>
              </button>
            </li>
          ))}
      </ul>
    </>
  );
}

function countOf(overview: Overview, status: Exclude<Shown, 'all'>): number {
  if (status === 'budget') return overview.brokenBudgets;
  return status === 'unclear' ? overview.unclearBudgets : overview.counts[status];
}

/** Hides the tiles that would show 0 in nearly every run. */
function hasTile(overview: Overview, status: Exclude<Shown, 'all'>): boolean {
  const isRare = status === 'unclear' || status === 'new' || status === 'gone';
  return !isRare || countOf(overview, status) > 0;
}
