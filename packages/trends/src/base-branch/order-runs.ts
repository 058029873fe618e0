import type { BaseBranch } from './base-branch.ts';

/** Facts of a run that give its place in a history. */
export interface PlacedRun {
  id: string;
  /** ISO 8601 in UTC with milliseconds. */
  started_at: string;
  authored_at: string | null;
  sha: string | null;
  branch: string | null;
  dirty: 0 | 1;
  pull_request: number | null;
}

/**
 * Returns true for a run of the base branch. The repository decides for a detached HEAD. Without the whole of it, such a run
 * counts as one of the base branch unless it belongs to a pull request.
 */
export function isOfBase(run: PlacedRun, base: BaseBranch): boolean {
  if (run.pull_request !== null) return false;
  if (run.branch !== null) return run.branch === base.name;
  return run.sha === null || !base.isWhole || base.positions.has(run.sha);
}

/**
 * Returns the history: the runs of the base branch whose work tree was clean, oldest first. The repository tells the order
 * of their commits, dates place the commits that it does not know, and runs of one commit stand in the order of their start.
 */
export function orderRuns<Run extends PlacedRun>(runs: readonly Run[], base: BaseBranch): Run[] {
  return placed(
    runs.filter((run) => run.dirty === 0 && isOfBase(run, base)),
    base,
  ).map(({ run }) => run);
}

/**
 * Returns the runs of a history that came before a run: up to its commit, or, for a run of another branch, up to where
 * its commit left the base branch. Dates tell where the repository does not.
 *
 * @param history Result of `orderRuns`; may hold the run itself.
 */
export function runsBefore<Run extends PlacedRun>(
  run: PlacedRun,
  history: readonly Run[],
  base: BaseBranch,
): Run[] {
  const at = history.findIndex(({ id }) => id === run.id);
  if (at >= 0) return history.slice(0, at);
  const position = run.sha === null ? null : base.positionBelow(run.sha);
  // A run of another branch has its own commits; the base went on meanwhile, so that only its start tells.
  const date = run.sha !== null && base.positions.has(run.sha) ? dateOf(run) : run.started_at;
  return placed(history, base)
    .filter((other) =>
      position !== null && other.position !== null
        ? other.position <= position &&
          (other.run.sha !== run.sha || isStartedBefore(other.run, run))
        : other.date <= date,
    )
    .map((other) => other.run);
}

interface Placed<Run> {
  run: Run;
  position: number | null;
  /** Never before that of an earlier position. */
  date: string;
}

function placed<Run extends PlacedRun>(runs: readonly Run[], base: BaseBranch): Placed<Run>[] {
  const all = runs.map((run) => ({
    run,
    position: (run.sha === null ? undefined : base.positions.get(run.sha)) ?? null,
    date: dateOf(run),
  }));
  let latest = '';
  const known = all
    .filter(({ position }) => position !== null)
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || byStart(a.run, b.run))
    .map((one) => {
      latest = one.date > latest ? one.date : latest;
      return { ...one, date: latest };
    });
  const rank = new Map(known.map(({ run }, index) => [run.id, index]));
  return [...known, ...all.filter(({ position }) => position === null)].sort((a, b) => {
    const [first, second] = [rank.get(a.run.id), rank.get(b.run.id)];
    if (first !== undefined && second !== undefined) return first - second;
    if (a.date !== b.date) return compareText(a.date, b.date);
    if (first === undefined && second === undefined) return byStart(a.run, b.run);
    return first === undefined ? 1 : -1;
  });
}

function dateOf({ authored_at, started_at }: PlacedRun): string {
  return authored_at ?? started_at;
}

function isStartedBefore(a: PlacedRun, b: PlacedRun): boolean {
  return byStart(a, b) < 0;
}

function byStart(a: PlacedRun, b: PlacedRun): number {
  return compareText(a.started_at, b.started_at) || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
