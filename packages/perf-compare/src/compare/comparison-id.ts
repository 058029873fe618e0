import type { Run } from '@night-pilot/perf-report';
import type { Side } from '../versions/turn.ts';

/** Returns the id of the run that one arm of a comparison is in a report. */
export function armRunId(comparison: string, side: Side): string {
  return `${comparison}-${side}`;
}

/** Returns the id of the comparison that a run is an arm of. null: it is none. */
export function comparisonIdOf({ id }: Pick<Run, 'id'>): string | null {
  return /^(.+)-(?:base|head)$/.exec(id)?.[1] ?? null;
}

/** Whether two runs are the two arms of one comparison, which measured their wall time in turns. */
export function areArmsOfOne(first: Run, second: Run): boolean {
  const comparison = comparisonIdOf(first);
  // A CI machine may give comparisons of two days the same id.
  const sameStart = first.startedAt === second.startedAt;
  return (
    comparison !== null &&
    comparison === comparisonIdOf(second) &&
    sameStart &&
    first.id !== second.id
  );
}
