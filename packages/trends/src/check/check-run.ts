import { type PerfReport, VERDICTS_SCHEMA_VERSION, type Verdicts } from '@night-pilot/perf-report';
import { type BaseBranch, unknownBranch } from '../base-branch/base-branch.ts';
import { confirmSuspicions } from '../confirm/confirm-suspicions.ts';
import type { ConfirmSuspects } from '../confirm/suspect.ts';
import { TrendsError } from '../errors.ts';
import { keepFindings } from '../findings/keep-findings.ts';
import { type Finding, listFindings } from '../findings/list-findings.ts';
import { type JudgeOptions, judgeSeries } from '../judge/judge-run.ts';
import { findRun, storedReport } from '../store/history.ts';
import { newPoints } from '../store/new-points.ts';
import type { Store } from '../store/open-store.ts';
import { saveVerdicts } from '../store/verdicts.ts';
import { applyTriage } from '../triage-file/apply-triage.ts';
import type { CommitsBetween } from '../triage-file/commits-between.ts';
import type { TriageEntry } from '../triage-file/triage-entry.ts';
import { foundByRun } from './found-by-run.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { withBranchTriage } from './branch-triage.ts';
import { withOwnTriage } from './own-triage.ts';
import { withHistory } from './series-to-judge.ts';

export interface CheckOptions extends JudgeOptions {
  /** Id of the run to judge. @default the newest run */
  run?: string;
  /** The branch whose runs are the history. @default `main`, whose runs are ordered by their dates */
  base?: BaseBranch;
  /** Measures times that seem to have changed in both versions, in turns. @default they stay suspicions */
  confirm?: ConfirmSuspects | undefined;
  /** Entries of the triage file, applied to the findings of the history. @default none */
  triage?: readonly TriageEntry[];
  /** Lists the commits that may have caused a finding. @default only the first commit that shows it is known */
  commitsBetween?: CommitsBetween;
  /** Called with each entry of the triage file that concerns no finding of the history. @default they are ignored */
  onUnmatched?: (entry: TriageEntry) => void;
  /** Called when the verdicts cannot be stored, with the error. They are returned all the same. @default throws it */
  onNotStored?: (error: TrendsError) => void;
}

export interface CheckedRun {
  report: PerfReport;
  verdicts: Verdicts;
  outcome: Outcome;
  /**
   * For a run of the history: regressions that are open in a series that it measured, and what it found or fixed; the newest
   * first. Empty for any other run.
   */
  findings: Finding[];
}

/**
 * Judges a run of the history against the runs before it, and stores the verdicts and what it found. Checking a run
 * again judges it again.
 *
 * @throws {TrendsError} `RUN_NOT_FOUND`, and the errors of an open history.
 */
export async function checkRun(store: Store, options: CheckOptions = {}): Promise<CheckedRun> {
  const run = await findRun(store, options.run);
  const report = await storedReport(store, run);
  const points = newPoints(report);
  const base = options.base ?? unknownBranch('main');
  const { triage = [], commitsBetween = () => null } = options;
  const keep = keepOr(options.onNotStored);
  // Before judging, because an expected change resets what the run is compared with.
  let unmatched = await keep(() => applyTriage(store, triage, commitsBetween));
  const { isOfHistory, series } = await withHistory(store, { run, points, base });
  const judged = await confirmSuspicions(
    judgeSeries({ id: run.id, sha: run.sha, isOfHistory }, series, options),
    { run, series, confirm: options.confirm },
  );
  const ids = points.map((point) => point.series);
  if (isOfHistory) {
    await keep(() => keepFindings(store, foundByRun(run.id, { ids, series, judged })));
    // Once more, because the file may know what this run has found.
    unmatched = await keep(() => applyTriage(store, triage, commitsBetween));
  }
  const findings = isOfHistory ? await findingsAfter(store, run.id, new Set(ids)) : [];
  const own = judged.map(({ verdict }) => verdict);
  const triaged = isOfHistory
    ? { verdicts: withOwnTriage(run.id, { ids, verdicts: own }, findings), used: new Set() }
    : withBranchTriage(run.sha, { series, verdicts: own }, { triage, commitsBetween });
  for (const entry of unmatched ?? []) {
    if (!triaged.used.has(entry)) options.onUnmatched?.(entry);
  }
  const verdicts: Verdicts = {
    schemaVersion: VERDICTS_SCHEMA_VERSION,
    run: run.id,
    judgedAt: new Date().toISOString(),
    verdicts: triaged.verdicts,
  };
  await keep(() => saveVerdicts(store, verdicts, ids));
  const outcome = outcomeOf(report, verdicts.verdicts);
  return { report, verdicts, outcome, findings };
}

/**
 * Returns a function that runs a step which writes to the history. After one that failed the others are left out, and resolve
 * to null.
 */
function keepOr(onNotStored: CheckOptions['onNotStored']) {
  let hasFailed = false;
  return async <T>(step: () => Promise<T>): Promise<T | null> => {
    if (hasFailed) return null;
    try {
      return await step();
    } catch (error) {
      if (onNotStored === undefined || !(error instanceof TrendsError)) throw error;
      hasFailed = true;
      onNotStored(error);
      return null;
    }
  };
}

async function findingsAfter(
  store: Store,
  run: string,
  measured: ReadonlySet<string>,
): Promise<Finding[]> {
  const all = await listFindings(store);
  return all.filter(({ direction, state, foundBy, series }) =>
    state === 'fixed'
      ? series.some(({ fixedBy }) => fixedBy === run)
      : foundBy === run ||
        (direction === 'regression' &&
          state !== 'expected' &&
          series.some(({ id, fixedBy }) => fixedBy === null && measured.has(id))),
  );
}
