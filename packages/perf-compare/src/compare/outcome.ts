import { type Verdict, type VerdictName, verdictNameSchema } from '@night-pilot/perf-report';
import type { Problem } from '../versions/problem.ts';

export interface Comparison {
  verdicts: Verdict[];
  problems: Problem[];
}

/** 0: no regression · 1: a regression · 2: something could not be measured · 3: something is undecided, in strict mode. */
export type ComparisonExitCode = 0 | 1 | 2 | 3;

export function hasRegression({ verdicts }: Comparison): boolean {
  return verdicts.some(({ verdict }) => verdict === 'regression');
}

/** Precedence: regression, then failure to measure, then undecided. */
export function exitCodeOf(
  comparison: Comparison,
  { strict = false }: { strict?: boolean } = {},
): ComparisonExitCode {
  const { verdicts, problems } = comparison;
  if (hasRegression(comparison)) return 1;
  if (problems.length > 0) return 2;
  const isUncertain = verdicts.some(
    ({ verdict }) => verdict === 'undecided' || verdict === 'incomparable',
  );
  return strict && isUncertain ? 3 : 0;
}

const PLURALS: Partial<Record<VerdictName, string>> = {
  regression: 'regressions',
  improvement: 'improvements',
};

/** Sums a comparison up in one line, such as `1 regression, 3 unchanged, 1 undecided`. */
export function headlineOf({ verdicts, problems }: Comparison): string {
  const counts = verdictNameSchema.options
    .map((name) => ({ name, count: verdicts.filter(({ verdict }) => verdict === name).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${count > 1 ? (PLURALS[name] ?? name) : name}`);
  const parts = counts.length === 0 ? ['nothing was compared'] : counts;
  if (problems.length > 0) parts.push(`${problems.length} could not be measured`);
  return parts.join(', ');
}
