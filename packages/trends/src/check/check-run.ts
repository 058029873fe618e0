import {
  type Environment,
  type Instrument,
  type PerfReport,
  resolutionOf,
  VERDICTS_SCHEMA_VERSION,
  type Verdicts,
} from '@night-pilot/perf-report';
import { differingFields } from '@night-pilot/perf-report/machine';
import { TrendsError } from '../errors.ts';
import { type JudgeOptions, judgeRun } from '../judge/judge-run.ts';
import { MAX_EARLIER_RUNS } from '../judge/options.ts';
import type { SeriesToJudge } from '../judge/series.ts';
import {
  earlierPoints,
  findRun,
  lastPointElsewhere,
  storedReport,
  type StoredRun,
} from '../store/history.ts';
import { type NewPoint, newPoints } from '../store/new-points.ts';
import type { Store } from '../store/open-store.ts';
import { saveVerdicts } from '../store/verdicts.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

export interface CheckOptions extends JudgeOptions {
  /** Id of the run to judge. @default the newest run */
  run?: string;
  /** Called when the verdicts cannot be stored, with the error. They are returned all the same. @default throws it */
  onNotStored?: (error: TrendsError) => void;
}

export interface CheckedRun {
  report: PerfReport;
  verdicts: Verdicts;
  outcome: Outcome;
}

/**
 * Judges a run of the history against the runs before it and stores the verdicts. Checking a run
 * again judges it again.
 *
 * @throws {TrendsError} `RUN_NOT_FOUND`, and the errors of an open history.
 */
export async function checkRun(store: Store, options: CheckOptions = {}): Promise<CheckedRun> {
  const run = await findRun(store, options.run);
  const report = await storedReport(store, run);
  const points = newPoints(report);
  const series: SeriesToJudge[] = [];
  for (const point of points) series.push(await withHistory(store, point, run));
  const judged = judgeRun(run, series, options);
  const verdicts: Verdicts = {
    schemaVersion: VERDICTS_SCHEMA_VERSION,
    run: run.id,
    judgedAt: new Date().toISOString(),
    verdicts: judged,
  };
  try {
    await saveVerdicts(
      store,
      verdicts,
      points.map(({ series }) => series),
    );
  } catch (error) {
    if (options.onNotStored === undefined || !(error instanceof TrendsError)) throw error;
    options.onNotStored(error);
  }
  return { report, verdicts, outcome: outcomeOf(report, judged) };
}

async function withHistory(store: Store, point: NewPoint, run: StoredRun): Promise<SeriesToJudge> {
  const { identity, fingerprint, environment, metric } = point;
  const earlier = await earlierPoints(store, point.series, {
    before: run,
    limit: MAX_EARLIER_RUNS,
  });
  const elsewhere = earlier.length > 0 ? null : await lastPointElsewhere(store, point, run);
  return {
    identity,
    fingerprint,
    ...{ kind: metric.kind, unit: metric.unit, better: metric.better },
    resolution: resolutionOf(metric),
    isSteady: metric.forks.every(({ steady }) => steady !== false),
    mean: metric.summary.mean,
    earlier,
    elsewhere: elsewhere && {
      ...elsewhere,
      differences: differences(elsewhere.environment, environment, identity.instrument),
    },
  };
}

/** Lists the fields of the environment that make values incomparable: `node was 24.1.0, is 24.2.0`. */
function differences(base: Environment, head: Environment, instrument: Instrument): string[] {
  const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return differingFields(base, head, instrument).map((field) => {
    const key = field as keyof Environment;
    return `${field} was ${show(base[key])}, is ${show(head[key])}`;
  });
}
