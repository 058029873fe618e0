import { formatMoment } from '../text/format-time.ts';
import { texts } from '../text/texts.ts';
import { SHOWN } from '../site/view-state.ts';
import { VerdictBadge } from './verdict-badge.tsx';

/** Explains lines, bands and verdicts. */
export function Legend({ generatedAt }: { generatedAt: string }) {
  const { heading, line, band, budget, axis, generated } = texts.legend;
  return (
    <footer>
      <h2>{heading}</h2>
      <ul>
        {[line, band, budget, axis].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <dl class="verdicts">
        {SHOWN.filter((status) => status !== 'all').map((status) => (
          <div key={status}>
            <dt>
              <VerdictBadge status={status} />
            </dt>
            <dd>{texts.shownHint[status]}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">{generated(formatMoment(generatedAt))}</p>
    </footer>
  );
}
