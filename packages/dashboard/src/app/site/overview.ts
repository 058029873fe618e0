import type { SiteData, SiteSeries } from '../../site-data.ts';
import {
  type BudgetState,
  budgetStateIn,
  certainChange,
  type SeriesStatus,
  seriesStatus,
  STATUSES,
  suspicionOf,
} from './series-status.ts';
import type { DamagedSeries, Site } from './site.ts';

type Problem = SiteData['problems'][number];
type Test = SiteData['tests'][number];

/** Something in the newest run that a person should look at. */
export type Finding =
  | { kind: 'regression' | 'budget' | 'unclear' | 'suspicion'; series: SiteSeries }
  | { kind: 'failed'; problem: Problem }
  /** Metrics that are unavailable for the same reason. */
  | { kind: 'unavailable'; problems: readonly Problem[] }
  | { kind: 'test'; test: Test }
  | { kind: 'damaged'; damaged: DamagedSeries };

/**
 * - `wrong`: something became worse, broke a budget or failed.
 * - `unsure`: nothing of that, but something could not be measured or judged, or a budget is unclear.
 * - `fine`: everything was measured and judged, nothing is worse, and every budget is met.
 */
export type Outlook = 'wrong' | 'unsure' | 'fine';

/** The newest run in numbers. */
export interface Overview {
  outlook: Outlook;
  /** Numbers of series by standing. */
  counts: Readonly<Record<SeriesStatus, number>>;
  brokenBudgets: number;
  /** Series whose interval spans the limit of their budget. */
  unclearBudgets: number;
  failed: number;
  unavailable: number;
  /** Failed tests, without those that a failed measurement already reports. */
  failedTests: number;
  /** Series whose elapsed time differs from its history. That alone proves nothing. */
  suspicions: number;
  /** True when no series of the newest run has been judged yet. */
  isUnjudged: boolean;
  /** Findings, the worst first. */
  findings: Finding[];
  /** The reason why series are undecided, when it is the same for all of them; else null. */
  undecidedReason: string | null;
}

/** Counts the standings of the newest run and collects its findings. */
export function overviewOf(site: Site): Overview {
  const { data, newest, damaged } = site;
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<
    SeriesStatus,
    number
  >;
  for (const series of data.series) counts[seriesStatus(series, newest)]++;

  const bySize = (a: SiteSeries, b: SiteSeries) => certainChange(b) - certainChange(a);
  const worse = data.series.filter((one) => seriesStatus(one, newest) === 'regression');
  const inBudgetState = (state: BudgetState) =>
    data.series.filter((series) => budgetStateIn(series, newest) === state);
  const overBudget = inBudgetState('broken');
  const unclear = inBudgetState('unclear');
  const failed = data.problems.filter(({ state }) => state === 'failed');
  const unavailable = data.problems.filter(({ state }) => state === 'unavailable');
  const failedTests = data.tests.filter(({ error }) => error !== null);
  const suspected = data.series.filter((one) => suspicionOf(one, newest) !== null);

  const isWrong = worse.length + overBudget.length + failed.length + failedTests.length > 0;
  const judged = counts.improvement + counts.unchanged;
  const isUnsure =
    judged === 0 ||
    counts.undecided + counts.incomparable + unavailable.length + damaged.length > 0 ||
    unclear.length > 0;
  return {
    outlook: isWrong ? 'wrong' : isUnsure ? 'unsure' : 'fine',
    counts,
    brokenBudgets: overBudget.length,
    unclearBudgets: unclear.length,
    failed: failed.length,
    unavailable: unavailable.length,
    failedTests: failedTests.length,
    suspicions: suspected.length,
    isUnjudged: isUnjudged(site),
    findings: [
      ...worse.toSorted(bySize).map((series) => ({ kind: 'regression', series }) as const),
      ...overBudget
        .filter((series) => !worse.includes(series))
        .map((series) => ({ kind: 'budget', series }) as const),
      ...failed.map((problem) => ({ kind: 'failed', problem }) as const),
      ...failedTests.map((test) => ({ kind: 'test', test }) as const),
      ...unclear
        .filter((series) => !worse.includes(series))
        .map((series) => ({ kind: 'unclear', series }) as const),
      ...suspected
        .filter((series) => !overBudget.includes(series) && !unclear.includes(series))
        .toSorted(bySize)
        .map((series) => ({ kind: 'suspicion', series }) as const),
      ...damaged.map((one) => ({ kind: 'damaged', damaged: one }) as const),
      ...byReason(unavailable).map((problems) => ({ kind: 'unavailable', problems }) as const),
    ],
    undecidedReason: sharedReason(site),
  };
}

function isUnjudged({ data, newest }: Site): boolean {
  const present = data.series.filter((series) => seriesStatus(series, newest) !== 'absent');
  return present.length > 0 && present.every(({ verdict }) => verdict === null);
}

function byReason(problems: readonly Problem[]): Problem[][] {
  const groups = Map.groupBy(problems, ({ instrument, message }) =>
    JSON.stringify([instrument, message]),
  );
  return [...groups.values()];
}

function sharedReason({ data, newest }: Site): string | null {
  const reasons = new Set(
    data.series
      .filter((series) => seriesStatus(series, newest) === 'undecided')
      .map(({ verdict }) => verdict?.reason ?? ''),
  );
  const [reason = ''] = reasons;
  return reasons.size === 1 && reason !== '' ? reason : null;
}
