import type { CheckedRun } from '../check/check-run.ts';

/** Sums up a run in one line, without markup. */
export function headline({ report, outcome, verdicts }: CheckedRun): string {
  const { regressions, brokenBudgets, unclearBudgets, failed, failedTests } = outcome;
  const improvements = verdicts.verdicts.filter(({ verdict }) => verdict === 'improvement');
  const suspicions = verdicts.verdicts.filter(({ suspicion }) => suspicion !== undefined);
  const wrong = [
    count(regressions.length, 'regression', 'regressions'),
    count(brokenBudgets.length, 'broken budget', 'broken budgets'),
    count(failed.length, 'failure to measure', 'failures to measure'),
    count(failedTests.length, 'failed test', 'failed tests'),
  ].filter((text) => text !== null);
  const others = [
    count(unclearBudgets.length, 'unclear budget', 'unclear budgets'),
    count(improvements.length, 'improvement', 'improvements'),
    count(suspicions.length, 'suspicion', 'suspicions'),
  ].filter((text) => text !== null);
  const measured = report.metrics.filter(({ state }) => state === 'measured').length;
  if (measured === 0 && wrong.length === 0) return 'nothing was measured';
  const found = [...(wrong.length > 0 ? wrong : ['no regression, no broken budget']), ...others];
  return `${found.join(', ')} in ${measured} ${measured === 1 ? 'metric' : 'metrics'}`;
}

function count(number: number, one: string, many: string): string | null {
  return number === 0 ? null : `${number} ${number === 1 ? one : many}`;
}
