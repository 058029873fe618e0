import type { SiteSeries } from '../../site-data.ts';
import { formatChange } from './format-value.ts';
import { texts } from './texts.ts';

/** Returns the change in words: `+5.2 % slower`; null when the verdict has none. */
export function changeText({ verdict, kind }: SiteSeries): string | null {
  const effect = verdict?.effect ?? null;
  if (effect === null) return null;
  const [below, above] = texts.change[kind];
  const change = formatChange(effect);
  // A change that rounds to zero has no direction.
  return change.startsWith('±') ? change : `${change} ${effect < 0 ? below : above}`;
}

/** Returns the interval of the change: `99 %: +3.1 % to +7.4 %`; null when it is not known. */
export function changeIntervalText({ verdict }: SiteSeries): string | null {
  if (!verdict?.interval) return null;
  const { low, high, level } = verdict.interval;
  const percent = `${Number((level * 100).toFixed(2))}\u00a0%`;
  return texts.series.sure(formatChange(low), formatChange(high), percent);
}
