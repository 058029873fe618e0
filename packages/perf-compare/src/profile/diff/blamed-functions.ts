import { type CallNode, totalOf } from '../tree/call-tree.ts';
import { type Frame, frameKey } from '../tree/frame.ts';
import { growthBeyondOthers } from './drift.ts';
import { changesOf, type FunctionChange, growthOf } from './grown-functions.ts';
import { foundAgain } from './lost-functions.ts';

export interface Trees {
  base: CallNode;
  head: CallNode;
}

/** Two versions, run in three ways. Trees of one iteration each. */
export interface TreesByCompilation {
  usual: Trees;
  /** V8 inlines nothing: what a function takes is its own. */
  apart: Trees;
  interpreted: Trees;
}

/**
 * How the functions of a difference were timed. `apart`: V8 inlined nothing. `together`: as V8 usually compiles them,
 * because what grew does not show otherwise. `as-compiled`: the same, because the code cannot be run again.
 */
export type Timing = 'apart' | 'together' | 'as-compiled';

/** Growth that is so many times what any function apart shows comes from how V8 compiles them together. */
const BEYOND_APART = 4;
const LEAST_SHARE = 0.05;
/** A function grew clearly by this share of all functions, and by this share of what it took itself. */
const CLEAR_OF_ALL = 0.01;
const CLEAR_OF_OWN = 0.25;

/**
 * The functions of two versions, the one that grew most first.
 *
 * V8's sampler charges a function that was inlined to its caller, so that functions are compared where V8 inlines
 * nothing. A cost that is not there then, such as that of a call which head no longer inlines, is looked for in
 * the code as V8 usually compiles it.
 */
export function blamedFunctions({ usual, apart, interpreted }: TreesByCompilation): {
  timing: Timing;
  changes: FunctionChange[];
} {
  const usually = foundAgain(changesOf(usual), interpreted);
  const byItself = foundAgain(changesOf(apart), interpreted);
  const whole = totalOf(usual.head) - totalOf(usual.base);
  const unexplained = Math.min(whole, mostBeyondOthers(usually));
  const isTogether =
    unexplained > LEAST_SHARE * totalOf(usual.base) &&
    unexplained > BEYOND_APART * mostBeyondOthers(byItself) &&
    !hasClearGrowth(byItself, apart);
  if (isTogether) return { timing: 'together', changes: usually };
  return { timing: 'apart', changes: byItself.map((change) => drawn(change, usual, apart)) };
}

/** Whether a function grew by itself by more than forks differ: it is then what made V8 compile all around it worse. */
function hasClearGrowth(changes: readonly FunctionChange[], { base }: Trees): boolean {
  const [first] = changes;
  if (first === undefined) return false;
  const growth = beyondOthers(changes).get(first.frame) ?? 0;
  return growth > Math.max(CLEAR_OF_ALL * totalOf(base), CLEAR_OF_OWN * first.self.base);
}

function mostBeyondOthers(changes: readonly FunctionChange[]): number {
  return Math.max(0, ...beyondOthers(changes).values());
}

function beyondOthers(changes: readonly FunctionChange[]): Map<Frame, number> {
  return growthBeyondOthers(new Map(changes.map(({ frame, self }) => [frame, self])));
}

/** Notes in which caller the flame graph of the usual code shows a function. */
function drawn(change: FunctionChange, usual: Trees, apart: Trees): FunctionChange {
  const key = frameKey(change.frame);
  const grown = growthOf(change.self);
  const shown = new Map(changesOf(usual).map((one) => [frameKey(one.frame), one]));
  const own = shown.get(key);
  if (grown <= 0 || growthOf(own?.self ?? { base: 0, head: 0 }) >= grown / 4) {
    return { ...change, shownAs: null };
  }
  const callers = [...callersOf(key, apart.head)]
    .flatMap((caller) => shown.get(caller) ?? [])
    .filter(({ self }) => growthOf(self) > 0)
    .toSorted((one, other) => growthOf(other.self) - growthOf(one.self));
  return { ...change, shownAs: callers[0]?.frame ?? null };
}

/** The keys of all functions that a function is called by, directly or not. */
function callersOf(key: string, tree: CallNode): Set<string> {
  const callers = new Set<string>();
  const visit = (node: CallNode, above: readonly Frame[]): void => {
    if (frameKey(node.frame) === key) for (const frame of above) callers.add(frameKey(frame));
    for (const child of node.children.values()) visit(child, [...above, node.frame]);
  };
  for (const child of tree.children.values()) visit(child, []);
  callers.delete(key);
  return callers;
}
