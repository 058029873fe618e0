import { expect, test } from 'vitest';
import { sampleProfile } from '../../testing/sample-profile.ts';
import { addTree, type CallNode, emptyTree, totalOf, treeOfCpuProfile } from './call-tree.ts';

/** As nested lists: name, own µs, and what it called. */
type Shape = [name: string, us: number, ...children: Shape[]];
const shapeOf = ({ frame, self, children }: CallNode): Shape => [
  frame.file === '' ? frame.name : `${frame.name}@${frame.file}`,
  self / 1000,
  ...[...children.values()].map(shapeOf),
];
const root = '/versions/base';
const harness = 'file:///kit/loop.ts';
const treeOf = (...stacks: [stack: string, us: number][]) =>
  treeOfCpuProfile(sampleProfile(stacks.map(([stack, us]) => ({ stack: stack.split(' '), us }))), {
    root,
    isHarness: (url) => url === harness,
  });

test('merges stacks with the same beginning, with paths from the root of the version', () => {
  const tree = treeOf(
    ['a@file:///versions/base/src/a.ts b@file:///versions/base/b.ts', 10],
    ['a@file:///versions/base/src/a.ts', 10],
    ['a@file:///versions/base/src/a.ts b@file:///versions/base/b.ts', 10],
  );
  expect(shapeOf(tree)).toEqual(['(root)', 0, ['a@src/a.ts', 10, ['b@b.ts', 20]]]);
  expect(totalOf(tree)).toBe(30_000);
});

test('leaves out the frames that call the benchmark, and their own time', () => {
  const tree = treeOf(
    [`start@file:///kit/main.ts repeat@${harness} a@file:///versions/base/a.ts`, 10],
    [`start@file:///kit/main.ts repeat@${harness}`, 10],
    [`start@file:///kit/main.ts repeat@${harness} now@node:perf_hooks`, 10],
    ['tick@node:internal/queues a@file:///versions/base/a.ts', 10],
  );
  expect(shapeOf(tree)).toEqual(['(root)', 0, ['a@a.ts', 20]]);
});

test('charges a garbage collection to the interrupted function and leaves out waiting', () => {
  const collected = treeOfCpuProfile(
    sampleProfile([
      { stack: ['a@file:///versions/base/a.ts'], us: 10 },
      { stack: ['(garbage collector)@'], us: 10 },
      { stack: ['(idle)@'], us: 10 },
    ]),
    { root },
  );
  expect(shapeOf(collected)).toEqual(['(root)', 0, ['a@a.ts', 10, ['(garbage collector)', 10]]]);
});

test('counts a sample as four at most when the process did not run', () => {
  const a = 'a@file:///versions/base/a.ts';
  const tree = treeOf([a, 10], [a, 10], [a, 5000]);
  expect(shapeOf(tree)).toEqual(['(root)', 0, ['a@a.ts', 60]]);
});

test('adds trees with a factor', () => {
  const sum = emptyTree();
  const tree = treeOf(['a@file:///versions/base/a.ts', 10]);
  addTree(sum, tree, 0.5);
  addTree(sum, tree, 0.25);
  expect(shapeOf(sum)).toEqual(['(root)', 0, ['a@a.ts', 7.5]]);
});
