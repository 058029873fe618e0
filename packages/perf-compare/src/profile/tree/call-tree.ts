import { median } from '@night-pilot/perf-report/stats';
import { type CallFrame, frameKey, frameOf, type Frame } from './frame.ts';
import type { CpuProfile, HeapProfile } from '@night-pilot/perf-host/fork';

/** Merged stacks: all stacks with the same beginning share its nodes. */
export interface CallNode {
  frame: Frame;
  /** Cost of the function itself, without the functions that it called, in ns or bytes. */
  self: number;
  children: Map<string, CallNode>;
}

export interface CallTreeOptions {
  /** Folder that paths of files are relative to: the root of the profiled version. */
  root: string;
  /** Recognises files whose functions only call the profiled code: all frames up to the last of them are left out. */
  isHarness?: ((url: string) => boolean) | undefined;
}

/** A sample counts at most this multiple of the usual time: for the rest the process did not run. */
const LONGEST_SAMPLE = 4;

const GARBAGE_COLLECTOR = '(garbage collector)';
const IDLE = '(idle)';

export function emptyTree(): CallNode {
  return { frame: { name: '(root)', file: '' }, self: 0, children: new Map() };
}

/**
 * Merges the stacks of a CPU profile, in ns. Time in which the process did not run is cut off. A garbage collection belongs
 * to the function during which it began. Waiting is left out.
 */
export function treeOfCpuProfile(profile: CpuProfile, options: CallTreeOptions): CallNode {
  const tree = emptyTree();
  const stacks = stacksOf(profile);
  const deltas = profile.timeDeltas ?? [];
  const longest = deltas.length === 0 ? 0 : LONGEST_SAMPLE * median(deltas);
  const at = new Map<number, CallNode | null>();
  let last: CallNode | null = null;
  for (const [index, sample] of (profile.samples ?? []).entries()) {
    const stack = stacks.get(sample) ?? [];
    const ns = Math.min(Math.max(0, deltas[index] ?? 0), longest) * 1000;
    if (stack.at(-1)?.functionName === IDLE) continue;
    if (stack.at(-1)?.functionName === GARBAGE_COLLECTOR) {
      const collector = { name: GARBAGE_COLLECTOR, file: '' };
      childOf(last ?? tree, collector).self += ns;
      continue;
    }
    const known = at.get(sample);
    const node = known === undefined ? nodeAt(tree, stack, options) : known;
    at.set(sample, node);
    if (node !== null) node.self += ns;
    last = node;
  }
  return tree;
}

/** Merges the stacks of a heap profile, in allocated bytes. */
export function treeOfHeapProfile({ head }: HeapProfile, options: CallTreeOptions): CallNode {
  const tree = emptyTree();
  const visit = (node: HeapProfile['head'], stack: readonly CallFrame[]): void => {
    const at = node.selfSize > 0 ? nodeAt(tree, stack, options) : null;
    if (at !== null) at.self += node.selfSize;
    for (const child of node.children) visit(child, [...stack, child.callFrame]);
  };
  visit(head, []);
  return tree;
}

/** Adds a tree to another, each value multiplied by `factor`. */
export function addTree(to: CallNode, from: CallNode, factor = 1): void {
  to.self += from.self * factor;
  for (const child of from.children.values()) addTree(childOf(to, child.frame), child, factor);
}

/** Sums the cost of a node and of everything that it called. */
export function totalOf(node: CallNode): number {
  let total = node.self;
  for (const child of node.children.values()) total += totalOf(child);
  return total;
}

/** Returns the node of a stack. null: no profiled code is on the stack. */
function nodeAt(
  tree: CallNode,
  stack: readonly CallFrame[],
  { root, isHarness = () => false }: CallTreeOptions,
): CallNode | null {
  const begin = stack.findLastIndex(({ url }) => isHarness(url)) + 1;
  const own = stack.slice(begin);
  // Node's queues and timers call code that was awaited: they are not its callers.
  const first = own.findIndex(({ url }) => url !== '' && !url.startsWith('node:'));
  if (first === -1 && begin > 0) return null;
  return own
    .slice(Math.max(0, first))
    .reduce((node, callFrame) => childOf(node, frameOf(callFrame, root)), tree);
}

function childOf(node: CallNode, frame: Frame): CallNode {
  const key = frameKey(frame);
  const known = node.children.get(key);
  if (known !== undefined) return known;
  const child: CallNode = { frame, self: 0, children: new Map() };
  node.children.set(key, child);
  return child;
}

/** Lists the stack of each node by its id, outermost function first, without V8's root. */
function stacksOf({ nodes }: CpuProfile): Map<number, CallFrame[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stacks = new Map<number, CallFrame[]>();
  const visit = (id: number, stack: CallFrame[]): void => {
    stacks.set(id, stack);
    for (const child of byId.get(id)?.children ?? []) {
      const frame = byId.get(child)?.callFrame;
      if (frame !== undefined) visit(child, [...stack, frame]);
    }
  };
  const [root] = nodes;
  if (root !== undefined) visit(root.id, []);
  return stacks;
}
