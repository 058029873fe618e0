import type { SeriesStatus } from '../site/series-status.ts';
import { texts } from '../text/texts.ts';

type BadgeName = SeriesStatus | 'budget' | 'unclear';

const SIGNS: Record<BadgeName, string> = {
  regression: '✕',
  improvement: '✓',
  unchanged: '=',
  undecided: '?',
  incomparable: '≠',
  new: '+',
  gone: '−',
  absent: '–',
  budget: '!',
  unclear: '~',
};

/** The standing of a series or of its budget: a word with a sign and a colour. */
export function VerdictBadge({ status }: { status: BadgeName }) {
  return (
    <span class={`badge ${status}`} title={texts.shownHint[status]}>
      <span aria-hidden="true">{SIGNS[status]} </span>
      {texts.shown[status]}
    </span>
  );
}
