import type { Run } from '@night-pilot/perf-report';

/** The id of the run that one arm of a comparison is in a report. */
export function armRunId(comparison: string, arm: 'base' | 'head'): string {
  return `${comparison}-${arm}`;
}

/** The comparison that a run is an arm of; null: none. */
export function comparisonIdOf({ id }: Pick<Run, 'id'>): string | null {
  return /^(.+)-(?:base|head)$/.exec(id)?.[1] ?? null;
}

/** Whether two runs are the two arms of one comparison: it measured their wall time in turns. */
export function areArmsOfOne(one: Run, other: Run): boolean {
  const comparison = comparisonIdOf(one);
  // A CI machine may give the same id to the comparisons of two days.
  const sameStart = one.startedAt === other.startedAt;
  return (
    comparison !== null && comparison === comparisonIdOf(other) && sameStart && one.id !== other.id
  );
}
