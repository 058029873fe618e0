import { type CallNode, totalOf } from '../tree/call-tree.ts';
import { costsOf } from '../tree/function-costs.ts';
import { type Frame, frameKey } from '../tree/frame.ts';
import { growthBeyondOthers } from './drift.ts';

/** A function in two versions, per iteration: ns or bytes. */
export interface FunctionChange {
  frame: Frame;
  /** Its own, see `FunctionCost`. 0 where a version does not have it. */
  self: Change;
  /** With all that it called. */
  total: Change;
  /** Whose most of its growth is in the call tree, where V8's sampler took it for that of its caller. null: its own. */
  shownAs: Frame | null;
}

export interface Change {
  base: number;
  head: number;
}

/** What grew by less than this share of an iteration is not worth naming. */
const LEAST_SHARE = 0.005;
/** Functions that are named where none grew by that much. */
const NEAREST = 3;

/**
 * The functions that take more of an iteration in head than in base, the one that grew most first.
 *
 * @param trees Of one iteration each.
 */
export function grownFunctions(
  trees: { base: CallNode; head: CallNode },
  changes: readonly FunctionChange[] = changesOf(trees),
): FunctionChange[] {
  const least = LEAST_SHARE * Math.max(totalOf(trees.base), totalOf(trees.head));
  return changes.filter(({ self }) => growthOf(self) > least);
}

/**
 * The functions to name: those that grew, or else the ones that are nearest to it.
 *
 * @param trees Of one iteration each.
 */
export function namedFunctions(
  trees: { base: CallNode; head: CallNode },
  changes: readonly FunctionChange[] = changesOf(trees),
): { state: 'grown' | 'nearest'; functions: FunctionChange[] } {
  const grown = grownFunctions(trees, changes);
  if (grown.length > 0) return { state: 'grown', functions: grown };
  return { state: 'nearest', functions: changes.slice(0, NEAREST) };
}

/** Relative growth of an iteration: 0.2 is 20 % more. 0 where base took nothing. */
export function wholeGrowth({ base, head }: { base: CallNode; head: CallNode }): number {
  const before = totalOf(base);
  return before === 0 ? 0 : totalOf(head) / before - 1;
}

export function growthOf({ base, head }: Change): number {
  return head - base;
}

/** All functions, the one that grew most beyond the others first. */
export function changesOf(trees: { base: CallNode; head: CallNode }): FunctionChange[] {
  const [before, after] = [costsOf(trees.base), costsOf(trees.head)];
  const frames = new Map(
    // A line is that of head.
    [...before.values(), ...after.values()].map(({ frame }) => [frameKey(frame), frame]),
  );
  return sortByGrowth(
    [...frames].map(([key, frame]): FunctionChange => {
      const [old, now] = [before.get(key), after.get(key)];
      return {
        frame,
        self: { base: old?.self ?? 0, head: now?.self ?? 0 },
        total: { base: old?.total ?? 0, head: now?.total ?? 0 },
        shownAs: null,
      };
    }),
  );
}

/** By the growth of their own time beyond that of all others, most first. */
export function sortByGrowth(changes: readonly FunctionChange[]): FunctionChange[] {
  const growth = growthBeyondOthers(
    new Map(changes.map((change) => [change, change.self] as const)),
  );
  return changes.toSorted((one, other) => (growth.get(other) ?? 0) - (growth.get(one) ?? 0));
}
