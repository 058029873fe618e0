import { defaultMinEffect, type DefaultMinEffect } from '@night-pilot/perf-calibrate';
import type { Comparison } from '@night-pilot/perf-compare/compare';
import type { Verdict } from '@night-pilot/perf-report';
import { formatPercent } from '@night-pilot/perf-report/text';
import { parseShare } from './quantities.ts';

/**
 * Returns the smallest change of wall time that matters: the value of `--min-effect`, else that of this machine's calibration.
 *
 * @param folder A folder of the workspace. @default process.cwd()
 */
export async function smallestEffect(
  { minEffect }: { minEffect?: string },
  folder = process.cwd(),
): Promise<DefaultMinEffect> {
  if (minEffect === undefined) return defaultMinEffect(folder);
  return { minEffect: parseShare('--min-effect', minEffect), from: 'as asked' };
}

/** Returns a note with the smallest effect when wall time was judged, else no note. */
export function notesOf({ verdicts }: Comparison, { minEffect, from }: DefaultMinEffect): string[] {
  const isJudged = ({ series, verdict, interval }: Verdict) =>
    series.instrument === 'wall' && (interval !== null || verdict === 'undecided');
  if (!verdicts.some(isJudged)) return [];
  return [
    `Smallest change of wall time that matters: ${formatPercent(minEffect, { digits: 4 })} (${from})`,
  ];
}
