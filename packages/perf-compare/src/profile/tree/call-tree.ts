import { median } from '@night-pilot/perf-report/stats';
import { type CallFrame, frameKey, frameOf, type Frame } from './frame.ts';
import type { CpuProfile, HeapProfile } from '@night-pilot/perf-host/fork';

/** Stacks that begin alike, merged. */
export interface CallNode {
  frame: Frame;
  /** Of the function itself, without what it called: ns or bytes. */
  self: number;
  children: Map<string, CallNode>;
}

export interface CallTreeOptions {
  /** Folder that files are named from: the root of the profiled version. */
  root: string;
  /** A file whose functions only call what is profiled: all frames up to the last of them are left out. */
  isHarness?: ((url: string) => boolean) | undefined;
}

/** A sample's time counts at most so many times the usual one: the rest, the process did not run. */
const LONGEST_SAMPLE = 4;

const GARBAGE_COLLECTOR = '(garbage collector)';
const IDLE = '(idle)';

export function emptyTree(): CallNode {
  return { frame: { name: '(root)', file: '' }, self: 0, children: new Map() };
}

/**
 * The merged stacks of a CPU profile, in ns. The time of a sample in which the process did not run is cut, and
 * collecting garbage belongs to the function during which it began. Waiting is left out.
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

/** The merged stacks of a heap profile, in bytes that were allocated. */
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

/** Of a node and all that it called. */
export function totalOf(node: CallNode): number {
  let total = node.self;
  for (const child of node.children.values()) total += totalOf(child);
  return total;
}

/** null: nothing of what is profiled is on the stack. */
function nodeAt(
  tree: CallNode,
  stack: readonly CallFrame[],
  { root, isHarness = () => false }: CallTreeOptions,
): CallNode | null {
  const begin = stack.findLastIndex(({ url }) => isHarness(url)) + 1;
  const own = stack.slice(begin);
  // Node's queues and timers call what was awaited: they are nobody's caller.
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

/** By the id of each node, outermost function first, without V8's root. */
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
