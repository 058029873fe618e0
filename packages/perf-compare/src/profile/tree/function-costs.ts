import type { CallNode } from './call-tree.ts';
import { type Frame, frameKey } from './frame.ts';

/** The cost of one function, over all of its callers. */
export interface FunctionCost {
  frame: Frame;
  /**
   * Its own cost: without the named functions that it called, but with everything that has no name in the source:
   * built-in functions, garbage collections that began in it, and its nameless callbacks.
   */
  self: number;
  /** The cost with everything that it called. */
  total: number;
}

/** Sums the costs of the functions of a tree up, by {@link frameKey}. */
export function costsOf(tree: CallNode): Map<string, FunctionCost> {
  const costs = new Map<string, FunctionCost>();
  const most = new Map<string, number>();
  const costOf = (frame: Frame, self = 0): FunctionCost => {
    const key = frameKey(frame);
    const known = costs.get(key) ?? { frame, self: 0, total: 0 };
    costs.set(key, known);
    // The nameless functions of a file count as one, with the line of the most expensive of them.
    if (self > (most.get(key) ?? 0)) {
      most.set(key, self);
      known.frame = frame;
    }
    return known;
  };
  /** @returns The total cost of the node. */
  const visit = (node: CallNode, above: readonly Frame[]): number => {
    const owner = ownerOf(node.frame, above);
    const stack = owner === node.frame ? [...above, owner] : above;
    costOf(owner, owner === node.frame ? node.self : 0).self += node.self;
    let total = node.self;
    for (const child of node.children.values()) total += visit(child, stack);
    // A function that calls itself is counted where it was entered first.
    const isInner = above.some((frame) => frameKey(frame) === frameKey(node.frame));
    if (owner === node.frame && !isInner) costOf(owner).total += total;
    return total;
  };
  for (const child of tree.children.values()) visit(child, []);
  return costs;
}

/** Returns the function that the time of a frame belongs to. */
function ownerOf(frame: Frame, above: readonly Frame[]): Frame {
  const caller = above.at(-1);
  if (caller === undefined) return frame;
  const isOfEngine = frame.file === '' || frame.file.startsWith('node:');
  if (isOfEngine) return caller;
  const isNamelessPart = frame.name === '' && frame.file === caller.file;
  return isNamelessPart ? caller : frame;
}
