import { gitLines } from '@night-pilot/perf-report/process';

/**
 * Lists the commits of a range: after `before`, up to `since`.
 *
 * @returns Full hashes, or null when it is unknown.
 */
export type CommitsBetween = (before: string, since: string) => readonly string[] | null;

const FULL_HASH = /^[0-9a-f]{40,64}$/;

/** Returns a function that asks the repository of a workspace. It remembers the answers. */
export function commitsInRepository(workspace: string): CommitsBetween {
  const known = new Map<string, readonly string[] | null>();
  return (before, since) => {
    if (!FULL_HASH.test(before) || !FULL_HASH.test(since)) return null;
    const range = `${before}..${since}`;
    const commits = known.get(range) ?? gitLines(workspace, ['rev-list', range, '--']);
    known.set(range, commits);
    return commits;
  };
}
