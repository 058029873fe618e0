import type { CheckedRun } from '../check/check-run.ts';

/** A run in one line, without markup. */
export function headline({ report, outcome, verdicts }: CheckedRun): string {
  const { regressions, brokenBudgets, failed } = outcome;
  const improvements = verdicts.verdicts.filter(({ verdict }) => verdict === 'improvement');
  const counts = [
    count(regressions.length, 'regression', 'regressions'),
    count(brokenBudgets.length, 'broken budget', 'broken budgets'),
    count(failed.length, 'failure to measure', 'failures to measure'),
    count(improvements.length, 'improvement', 'improvements'),
  ].filter((text) => text !== null);
  const measured = report.metrics.filter(({ state }) => state === 'measured').length;
  return `${counts.join(', ') || 'no regression, no broken budget'} in ${measured} ${measured === 1 ? 'metric' : 'metrics'}`;
}

function count(number: number, one: string, many: string): string | null {
  return number === 0 ? null : `${number} ${number === 1 ? one : many}`;
}
