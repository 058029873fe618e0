import { texts } from '../text/texts.ts';

/** What a series is suspected of, in place of a plain "Undecided". */
export function SuspicionBadge({ suspicion }: { suspicion: 'regression' | 'improvement' }) {
  return (
    <span class="badge undecided" title={texts.suspicion.hint}>
      <span aria-hidden="true">? </span>
      {texts.suspicion[suspicion]}
    </span>
  );
}
