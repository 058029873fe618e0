import type { OpenRegression, RunMean } from '../judge/series.ts';
import type { FindingState } from '../store/schema.ts';

/** A mean of a series, and the place of its run in the history. */
export interface PlacedMean extends RunMean {
  /** 0 is the oldest run. */
  place: number;
}

/** A finding on one series: a new level from `start` on, up to `end` when it went away. */
export interface LevelChange {
  finding: string;
  direction: 'regression' | 'improvement';
  state: FindingState;
  isCertain: boolean;
  /** Place of the first run of the new level. */
  start: number;
  /** Place of the first run that was as before; null when there is none yet. */
  end: number | null;
}

/** Runs before an open regression that say what was normal. */
const MOST_BEFORE = 30;

/**
 * Divides a series into levels by its findings. A finding begins a new level, and when it goes away, the level before it
 * goes on.
 *
 * @param points Oldest first.
 * @returns The points of the present level, oldest first, and the regressions that nobody expected and that have not gone away.
 */
export function levelsOf(
  points: readonly PlacedMean[],
  changes: readonly LevelChange[],
): { present: PlacedMean[]; open: OpenRegression[] } {
  const levels = changes
    .toSorted((a, b) => a.start - b.start)
    .map((change, index) => ({ change, level: index + 1, parent: 0 }));
  const parentOf = (level: number) => levels[level - 1]?.parent ?? 0;
  const isWithin = (level: number, ancestor: number): boolean =>
    level === ancestor || (level !== 0 && isWithin(parentOf(level), ancestor));
  const events = levels
    .flatMap((one) => [
      { at: one.change.start, begins: true, one },
      ...(one.change.end === null ? [] : [{ at: one.change.end, begins: false, one }]),
    ])
    .sort((a, b) => a.at - b.at || Number(a.begins) - Number(b.begins));
  const levelOf = new Map<PlacedMean, number>();
  let level = 0;
  let next = 0;
  const advance = (place: number) => {
    for (
      let event = events[next];
      event !== undefined && event.at <= place;
      event = events[++next]
    ) {
      if (event.begins) {
        event.one.parent = level;
        level = event.one.level;
      } else if (isWithin(level, event.one.level)) level = event.one.parent;
    }
  };
  for (const point of points) {
    advance(point.place);
    levelOf.set(point, level);
  }
  advance(Infinity);
  const open = levels.flatMap(({ change, parent }): OpenRegression[] => {
    const { finding, state, isCertain, start, end } = change;
    const since = points.find(({ place }) => place >= start);
    const before = points
      .filter((point) => point.place < start && levelOf.get(point) === parent)
      .slice(-MOST_BEFORE);
    if (change.direction === 'improvement' || state === 'expected' || end !== null) return [];
    if (since === undefined || before.length === 0) return [];
    return [{ finding, state, isCertain, since, before }];
  });
  return { present: points.filter((point) => levelOf.get(point) === level), open };
}
