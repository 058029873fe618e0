import { type CallNode, treeOfCpuProfile } from '../profile/tree/call-tree.ts';
import type { CpuProfile } from '@night-pilot/perf-host/fork';

/** Makes a CPU profile with a sample for each stack of `name@url`, outermost function first. */
export function sampleProfile(
  stacks: readonly { stack: readonly string[]; us: number }[],
  startTime = 1000,
): CpuProfile {
  const root = nodeOf(1, '(root)@');
  const nodes = [root];
  const samples = stacks.map(
    ({ stack }) =>
      stack.reduce((parent, text) => {
        const known = parent.children
          .map((id) => nodes[id - 1])
          .find((node) => node !== undefined && textOf(node.callFrame) === text);
        if (known !== undefined) return known;
        const node = nodeOf(nodes.length + 1, text);
        nodes.push(node);
        parent.children.push(node.id);
        return node;
      }, root).id,
  );
  const timeDeltas = stacks.map(({ us }) => us);
  const endTime = timeDeltas.reduce((sum, us) => sum + us, startTime);
  return { nodes, startTime, endTime, samples, timeDeltas };
}

/** Makes a tree of stacks such as `run > parse > ` (a nameless one) with their µs. Names in quotes belong to V8. */
export function treeOfStacks(stacks: Record<string, number>): CallNode {
  const frame = (name: string) =>
    name.startsWith('"') ? `${name}@` : `${name}@file:///shop/program.js`;
  const samples = Object.entries(stacks).flatMap(([stack, us]) => {
    const frames = stack.split('>').map((name) => frame(name.trim()));
    // Many equal samples: a single long one would be cut.
    return Array.from({ length: us }, () => ({ stack: frames, us: 1 }));
  });
  return treeOfCpuProfile(sampleProfile(samples), { root: '/shop' });
}

function nodeOf(id: number, text: string) {
  const [functionName = '', url = ''] = text.split('@');
  const callFrame = { functionName, url, scriptId: '0', lineNumber: id, columnNumber: 0 };
  return { id, callFrame, hitCount: 0, children: [] as number[] };
}

function textOf({ functionName, url }: { functionName: string; url: string }): string {
  return `${functionName}@${url}`;
}
