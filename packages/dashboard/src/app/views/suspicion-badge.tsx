import { texts } from '../text/texts.ts';

/** A suspicion on a series, shown in place of "Undecided". */
export function SuspicionBadge({ suspicion }: { suspicion: 'regression' | 'improvement' }) {
  return (
    <span class="badge undecided" title={texts.suspicion.hint}>
      <span aria-hidden="true">? </span>
      {texts.suspicion[suspicion]}
    </span>
  );
}
