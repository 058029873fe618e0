/** The branch whose runs are the history, with what the repository knows about it. */
export interface BaseBranch {
  /** Its name, without that of a remote. */
  name: string;
  /** Its commits by hash: 0 is the oldest that is known. Commits of merged branches are not among them. */
  positions: ReadonlyMap<string, number>;
  /** false where the repository is missing or shallow: then the branch may have had commits that are not in `positions`. */
  isWhole: boolean;
  /**
   * Finds where a commit left the branch.
   *
   * @returns The position of the newest commit of the branch that the commit contains; null when the repository does not
   *   know.
   */
  positionBelow(sha: string): number | null;
}

/** Returns a branch of which no repository knows anything but the name: dates tell the order of its runs. */
export function unknownBranch(name: string): BaseBranch {
  return { name, positions: new Map(), isWhole: false, positionBelow: () => null };
}
