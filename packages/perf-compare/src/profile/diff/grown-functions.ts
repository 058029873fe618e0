import { type CallNode, totalOf } from '../tree/call-tree.ts';
import { costsOf } from '../tree/function-costs.ts';
import { type Frame, frameKey } from '../tree/frame.ts';
import { growthBeyondOthers } from './drift.ts';

/** A function in two versions, per iteration: ns or bytes. */
export interface FunctionChange {
  frame: Frame;
  /** Its own cost, see `FunctionCost`. 0 in a version that does not have it. */
  self: Change;
  /** The cost with everything that it called. */
  total: Change;
  /** The caller that shows most of its growth in the call tree, because V8's sampler charged it. null: itself. */
  shownAs: Frame | null;
}

export interface Change {
  base: number;
  head: number;
}

/** Growth below this share of an iteration is not worth naming. */
const LEAST_SHARE = 0.005;
/** Number of functions that are named if none grew by that much. */
const NEAREST = 3;

/**
 * Returns the functions that take more of an iteration in head than in base, the one that grew most first.
 *
 * @param trees Trees of one iteration each.
 */
export function grownFunctions(
  trees: { base: CallNode; head: CallNode },
  changes: readonly FunctionChange[] = changesOf(trees),
): FunctionChange[] {
  const least = LEAST_SHARE * Math.max(totalOf(trees.base), totalOf(trees.head));
  return changes.filter(({ self }) => growthOf(self) > least);
}

/**
 * Returns the functions to name: those that grew, else those nearest to it.
 *
 * @param trees Trees of one iteration each.
 */
export function namedFunctions(
  trees: { base: CallNode; head: CallNode },
  changes: readonly FunctionChange[] = changesOf(trees),
): { state: 'grown' | 'nearest'; functions: FunctionChange[] } {
  const grown = grownFunctions(trees, changes);
  if (grown.length > 0) return { state: 'grown', functions: grown };
  return { state: 'nearest', functions: changes.slice(0, NEAREST) };
}

/** Returns the relative growth of an iteration: 0.2 is 20 % more. 0 if base took nothing. */
export function wholeGrowth({ base, head }: { base: CallNode; head: CallNode }): number {
  const before = totalOf(base);
  return before === 0 ? 0 : totalOf(head) / before - 1;
}

export function growthOf({ base, head }: Change): number {
  return head - base;
}

/** Returns all functions, the one that grew most beyond the others first. */
export function changesOf(trees: { base: CallNode; head: CallNode }): FunctionChange[] {
  const [before, after] = [costsOf(trees.base), costsOf(trees.head)];
  const frames = new Map(
    // Lines are those of head.
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

/** Sorts by the growth of the own cost beyond that of the others, most first. */
export function sortByGrowth(changes: readonly FunctionChange[]): FunctionChange[] {
  const growth = growthBeyondOthers(
    new Map(changes.map((change) => [change, change.self] as const)),
  );
  return changes.toSorted((a, b) => (growth.get(b) ?? 0) - (growth.get(a) ?? 0));
}
