import { gitLines } from '@night-pilot/perf-report/process';
import { defaultBranch } from '@night-pilot/perf-report/workspace';
import { type BaseBranch, unknownBranch } from './base-branch.ts';

/**
 * Reads the base branch from the repository of a workspace: `defaultBase` of its nx.json, or `main`, here or at the
 * remote `origin`, whichever has more commits.
 *
 * @param workspace May lie outside of any repository: then only the name is known.
 */
export function baseBranchOf(workspace: string): BaseBranch {
  const name = defaultBranch(workspace);
  const branches = [`refs/heads/${name}`, `refs/remotes/origin/${name}`].map((ref) => ({
    ref,
    commits: gitLines(workspace, ['rev-list', '--first-parent', '--reverse', ref, '--']) ?? [],
  }));
  const longest = branches.reduce((a, b) => (b.commits.length > a.commits.length ? b : a));
  if (longest.commits.length === 0) return unknownBranch(name);
  const positions = new Map(longest.commits.map((sha, position) => [sha, position]));
  const [isShallow] = gitLines(workspace, ['rev-parse', '--is-shallow-repository']) ?? [];
  return {
    name,
    positions,
    isWhole: isShallow === 'false',
    positionBelow: (sha) =>
      positions.get(sha) ?? forkPosition(workspace, sha, { ...longest, positions }),
  };
}

interface Branch {
  ref: string;
  positions: ReadonlyMap<string, number>;
}

/** The newest commit that both have may be one of a merged branch: then the branch contains it from its merge on. */
function forkPosition(workspace: string, sha: string, { ref, positions }: Branch): number | null {
  if (!/^[0-9a-f]{40,64}$/.test(sha)) return null;
  const [fork] = gitLines(workspace, ['merge-base', ref, sha]) ?? [];
  if (fork === undefined) return null;
  const own = positions.get(fork);
  if (own !== undefined) return own;
  const [merge] =
    gitLines(workspace, [
      'rev-list',
      '--first-parent',
      '--ancestry-path',
      '--reverse',
      `${fork}..${ref}`,
      '--',
    ]) ?? [];
  const merged = merge === undefined ? undefined : positions.get(merge);
  return merged === undefined ? null : merged - 1;
}
