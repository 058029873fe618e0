import type { Judged } from '../judge/verdict.ts';
import type { Verdict } from '@night-pilot/perf-report';
import { formatValue } from '@night-pilot/perf-report/text';
import type { Side } from '../versions/turn.ts';

/**
 * One version took many times as long as the other, or did not end in many times its time: a difference that no busy
 * machine makes, and that needs no statistics.
 */
export interface Outlasted {
  state: 'outlasted';
  /** The version that took longer. */
  side: Side;
  /** Its time, in ms. */
  took: { state: 'ended'; ms: number } | { state: 'unended'; limitMs: number };
  /** The time of the other version, in ms… */
  otherMs: number;
  /** …for this. */
  of: 'an iteration' | 'a process' | 'a run';
  /** Further evidence, for a reader. null: none. */
  note: string | null;
}

/** Makes the verdict on a version that takes many times as long, or does not end. */
export function outlastedVerdict(outlasted: Outlasted, judged: Judged): Verdict {
  const { side, took, otherMs, of, note } = outlasted;
  const other = side === 'base' ? 'head' : 'base';
  const ratio = took.state === 'ended' ? took.ms / otherMs : null;
  const needs = `${other} needs ${formatValue(otherMs, 'ms')} for ${of}`;
  return {
    ...judged,
    verdict: side === 'head' ? 'regression' : 'improvement',
    reason: `${side} ${outlastedMessage(outlasted)}, ${needs}${note === null ? '' : `; ${note}`}`,
    effect: ratio === null ? null : (side === 'head' ? ratio : 1 / ratio) - 1,
    pairs: 1,
    interval: null,
    method: 'time of one version, many times that of the other',
  };
}

/** Says what the version that took longer did: `did not end within 15 s`. */
export function outlastedMessage({ took, of }: Outlasted): string {
  return took.state === 'unended'
    ? `did not end within ${took.limitMs / 1000} s`
    : `took ${formatValue(took.ms, 'ms')} of CPU time for ${of}`;
}
