import { type Environment, type Instrument, resolutionOf } from '@night-pilot/perf-report';
import { differingFields } from '@night-pilot/perf-report/machine';
import type { BaseBranch } from '../base-branch/base-branch.ts';
import { orderRuns, runsBefore } from '../base-branch/order-runs.ts';
import { levelChanges } from '../findings/level-changes.ts';
import { levelsOf, type PlacedMean } from '../findings/levels.ts';
import type { SeriesToJudge } from '../judge/series.ts';
import { allRuns, lastPointElsewhere, meansOf, type StoredRun } from '../store/history.ts';
import type { NewPoint } from '../store/new-points.ts';
import type { Store } from '../store/open-store.ts';

/** Runs of the history that are looked at: an older one says little about today. */
const MOST_RUNS = 300;

/** A run to judge, with the series that it measured. */
export interface RunWithHistory {
  /** Whether the run is a point of the history: one of the base branch, of a clean work tree. */
  isOfHistory: boolean;
  /** Series of the points, in their order, with the history that they are compared with. */
  series: SeriesToJudge[];
}

/**
 * Reads what a run is compared with: for a run of the base branch the runs before it, for any other the runs up to where its
 * commit left the base branch, of each series those of its present level. Open regressions are known for runs of the
 * history only: a branch is compared with the level that it began with.
 */
export async function withHistory(
  store: Store,
  { run, points, base }: { run: StoredRun; points: readonly NewPoint[]; base: BaseBranch },
): Promise<RunWithHistory> {
  const history = orderRuns(await allRuns(store), base);
  const isOfHistory = history.some(({ id }) => id === run.id);
  const before = runsBefore(run, history, base).slice(-MOST_RUNS);
  const places = new Map(before.map(({ id }, place) => [id, place]));
  const shas = new Map(before.map(({ id, sha }) => [id, sha]));
  const since = before.map((one) => one.started_at).reduce((a, b) => (b < a ? b : a), '9');
  const ids = points.map(({ series }) => series);
  const means = await meansOf(store, ids, since);
  const changes = await levelChanges(store, places);
  const series: SeriesToJudge[] = [];
  for (const point of points) {
    const placed = (means.get(point.series) ?? [])
      .flatMap(({ run: id, mean }): PlacedMean[] => {
        const place = places.get(id);
        return place === undefined ? [] : [{ run: id, sha: shas.get(id) ?? null, mean, place }];
      })
      .sort((a, b) => a.place - b.place);
    const { present, open } = levelsOf(placed, changes.get(point.series) ?? []);
    const { identity, fingerprint, metric } = point;
    series.push({
      identity,
      fingerprint,
      ...{ kind: metric.kind, unit: metric.unit, better: metric.better },
      resolution: resolutionOf(metric),
      isSteady: metric.forks.every(({ steady }) => steady !== false),
      mean: metric.summary.mean,
      earlier: present.map(({ place: _, ...mean }) => mean),
      open: isOfHistory ? open : [],
      elsewhere: placed.length > 0 ? null : await measuredElsewhere(store, point, run),
    });
  }
  return { isOfHistory, series };
}

async function measuredElsewhere(
  store: Store,
  point: NewPoint,
  run: StoredRun,
): Promise<SeriesToJudge['elsewhere']> {
  const elsewhere = await lastPointElsewhere(store, point, run);
  return (
    elsewhere && {
      run: elsewhere.run,
      sha: elsewhere.sha,
      differences: differences(elsewhere.environment, point.environment, point.identity.instrument),
    }
  );
}

/** Lists the fields of the environment that make values incomparable: `node was 24.1.0, is 24.2.0`. */
function differences(base: Environment, head: Environment, instrument: Instrument): string[] {
  const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return differingFields(base, head, instrument).map((field) => {
    const key = field as keyof Environment;
    return `${field} was ${show(base[key])}, is ${show(head[key])}`;
  });
}
