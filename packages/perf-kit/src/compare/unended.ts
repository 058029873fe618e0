import type { Judged } from '../judge/verdict.ts';
import type { Verdict } from '../report/verdicts.ts';
import { formatValue } from '../show/format-value.ts';
import type { Side } from './turn.ts';

/** One version did not end within a time in which the other one did many times over. */
export interface Unended {
  state: 'unended';
  side: Side;
  /** What it was given, in ms. */
  limitMs: number;
  /** What the other version needs, in ms… */
  otherMs: number;
  /** …for this. */
  of: 'an iteration' | 'a process' | 'a run';
}

/** The verdict on a version that does not end: no number, and no doubt. */
export function unendedVerdict(unended: Unended, judged: Judged): Verdict {
  const { side, otherMs, of } = unended;
  const other = side === 'base' ? 'head' : 'base';
  return {
    ...judged,
    verdict: side === 'head' ? 'regression' : 'improvement',
    reason: `${side} ${unendedMessage(unended)}, ${other} needs ${formatValue(otherMs, 'ms')} for ${of}`,
    ...{ pairs: 1, effect: null, interval: null },
    method: 'a limit of time for one version, many times what the other one needs',
  };
}

/** States what became of the version that did not end. */
export function unendedMessage({ limitMs }: Unended): string {
  return `did not end within ${limitMs / 1000} s`;
}
