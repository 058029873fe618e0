import type { CallNode } from '../tree/call-tree.ts';
import { costsOf } from '../tree/function-costs.ts';
import { type Frame, frameKey } from '../tree/frame.ts';
import { growthBeyondOthers } from './drift.ts';
import { changesOf, type FunctionChange, growthOf, sortByGrowth } from './grown-functions.ts';

interface Trees {
  base: CallNode;
  head: CallNode;
}

/** Built-in functions take as long in the interpreter: lost time shows there with at least this share. */
const LEAST_SHARE = 0.5;

/**
 * Corrects functions whose time V8's sampler charged to their callers. While compiled code runs a built-in function, the
 * sampler often misses the function that called it, and shows the caller of that one. In V8's interpreter it sees every
 * function. If a callee grew more there than the function that seems to have grown, and by about as much, the growth
 * belongs to the callee.
 *
 * @param changes The functions of the compiled versions.
 * @param interpreted Trees of one iteration in the interpreter.
 */
export function foundAgain(
  changes: readonly FunctionChange[],
  interpreted: Trees,
): FunctionChange[] {
  const callees = calleesOf(interpreted);
  const growth = growthBeyondOthers(
    new Map(changesOf(interpreted).map(({ frame, self }) => [frameKey(frame), self])),
  );
  const seeming = growthBeyondOthers(
    new Map(changes.map(({ frame, self }) => [frameKey(frame), self])),
  );
  const found = new Map(changes.map((change) => [frameKey(change.frame), { ...change }]));
  for (const { frame, self } of changes) {
    const key = frameKey(frame);
    const own = growth.get(key) ?? 0;
    const lost = Math.min(growthOf(self), seeming.get(key) ?? 0);
    const [first] = [...(callees.get(key) ?? [])].sort(
      (a, b) => (growth.get(b) ?? 0) - (growth.get(a) ?? 0),
    );
    const grown = first === undefined ? undefined : found.get(first);
    const there = growth.get(first ?? '') ?? 0;
    if (grown === undefined || lost <= 0 || there <= own || there < LEAST_SHARE * lost) continue;
    const caller = found.get(key);
    if (lost > growthOf(grown.self)) grown.shownAs = frame;
    grown.self = { ...grown.self, head: grown.self.head + lost };
    if (caller !== undefined) caller.self = { ...caller.self, head: caller.self.head - lost };
  }
  return sortByGrowth([...found.values()]);
}

/** Returns the callees of each function, all by their keys. Nameless and built-in functions in between are skipped. */
function calleesOf({ base, head }: Trees): Map<string, Set<string>> {
  const callees = new Map<string, Set<string>>();
  const named = new Set([...costsOf(base).keys(), ...costsOf(head).keys()]);
  const visit = (node: CallNode, caller: string | null): void => {
    const key = frameKey(node.frame);
    const isNamed = isOwner(node.frame) && named.has(key);
    if (isNamed && caller !== null && caller !== key) {
      callees.set(caller, (callees.get(caller) ?? new Set()).add(key));
    }
    for (const child of node.children.values()) visit(child, isNamed ? key : caller);
  };
  for (const tree of [base, head]) visit(tree, null);
  return callees;
}

function isOwner({ name, file }: Frame): boolean {
  return name !== '' && file !== '' && !file.startsWith('node:');
}
