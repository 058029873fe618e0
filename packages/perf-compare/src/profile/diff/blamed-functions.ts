import { type CallNode, totalOf } from '../tree/call-tree.ts';
import { type Frame, frameKey } from '../tree/frame.ts';
import { growthBeyondOthers } from './drift.ts';
import { changesOf, type FunctionChange, growthOf } from './grown-functions.ts';
import { foundAgain } from './lost-functions.ts';

export interface Trees {
  base: CallNode;
  head: CallNode;
}

/** Trees of one iteration of two versions, run in three ways. */
export interface TreesByCompilation {
  usual: Trees;
  /** V8 inlines nothing, so that every function has its own time. */
  apart: Trees;
  interpreted: Trees;
}

/**
 * How the functions of a difference were timed. `apart`: V8 inlined nothing. `together`: as V8 usually compiles them,
 * because the growth does not show otherwise. `as-compiled`: the same, because the code cannot be run again.
 */
export type Timing = 'apart' | 'together' | 'as-compiled';

/** Growth beyond this multiple of that of any function apart comes from how V8 compiles functions together. */
const BEYOND_APART = 4;
const LEAST_SHARE = 0.05;
/** A function grew clearly if it grew by this share of all functions, and by this share of its own time. */
const CLEAR_OF_ALL = 0.01;
const CLEAR_OF_OWN = 0.25;

/**
 * Compares the functions of two versions, and puts the one that grew most first.
 *
 * V8's sampler charges an inlined function to its caller. Therefore functions are compared with nothing inlined. A cost
 * that does not exist then, such as that of a call that head no longer inlines, is looked for in the code as V8 usually
 * compiles it.
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

/** Whether a function clearly grew by itself: then it also made V8 compile its callers worse. */
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

/** Notes the caller in which the flame graph of the usual code shows a function. */
function drawn(change: FunctionChange, usual: Trees, apart: Trees): FunctionChange {
  const key = frameKey(change.frame);
  const grown = growthOf(change.self);
  const shown = new Map(changesOf(usual).map((own) => [frameKey(own.frame), own]));
  const own = shown.get(key);
  if (grown <= 0 || growthOf(own?.self ?? { base: 0, head: 0 }) >= grown / 4) {
    return { ...change, shownAs: null };
  }
  const callers = [...callersOf(key, apart.head)]
    .flatMap((caller) => shown.get(caller) ?? [])
    .filter(({ self }) => growthOf(self) > 0)
    .toSorted((a, b) => growthOf(b.self) - growthOf(a.self));
  return { ...change, shownAs: callers[0]?.frame ?? null };
}

/** Returns the keys of all callers of a function, direct and indirect ones. */
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
