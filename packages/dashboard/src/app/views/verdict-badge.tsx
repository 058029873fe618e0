import type { SeriesStatus } from '../site/series-status.ts';
import { texts } from '../text/texts.ts';

const SIGNS: Record<SeriesStatus | 'budget', string> = {
  regression: '✕',
  improvement: '✓',
  unchanged: '=',
  undecided: '?',
  incomparable: '≠',
  new: '+',
  gone: '−',
  absent: '–',
  budget: '!',
};

/** Where a series stands: in words, with a sign and a colour. */
export function VerdictBadge({ status }: { status: SeriesStatus | 'budget' }) {
  return (
    <span class={`badge ${status}`} title={texts.shownHint[status]}>
      <span aria-hidden="true">{SIGNS[status]} </span>
      {texts.shown[status]}
    </span>
  );
}
