import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';
import { linkTree } from './link-tree.ts';

async function makeTree() {
  const folder = await temporaryFolder();
  const fromRoot = join(folder, 'from');
  const toRoot = join(folder, 'to');
  mkdirSync(join(fromRoot, 'node_modules/dep/lib'), { recursive: true });
  mkdirSync(join(fromRoot, 'packages/core'), { recursive: true });
  writeFileSync(join(fromRoot, 'node_modules/dep/lib/index.js'), 'code');
  const from = join(fromRoot, 'node_modules');
  return { folder, from, to: join(toRoot, 'node_modules'), fromRoot, toRoot };
}

test('links files, and copies those that tools write to', async () => {
  const tree = await makeTree();
  writeFileSync(join(tree.from, '.note'), 'note');
  mkdirSync(join(tree.from, '.cache'));
  await linkTree({
    ...tree,
    isLeftOut: (name) => name === '.cache',
    isWritten: (name) => name === '.note',
  });
  const inode = (folder: string, name: string) => statSync(join(folder, name)).ino;
  expect(inode(tree.to, 'dep/lib/index.js')).toBe(inode(tree.from, 'dep/lib/index.js'));
  expect(inode(tree.to, '.note')).not.toBe(inode(tree.from, '.note'));
  expect(readFileSync(join(tree.to, '.note'), 'utf8')).toBe('note');
  expect(existsSync(join(tree.to, '.cache'))).toBe(false);
});

test('turns links into the tree into links into the copy, and keeps others', async () => {
  const tree = await makeTree();
  symlinkSync('../packages/core', join(tree.from, 'relative'));
  symlinkSync(join(tree.fromRoot, 'packages/core'), join(tree.from, 'absolute'));
  symlinkSync('../../elsewhere', join(tree.from, 'elsewhere'));
  symlinkSync(tree.fromRoot, join(tree.folder, 'alias'));
  symlinkSync(join(tree.folder, 'alias/packages/core'), join(tree.from, 'detour'));
  await linkTree(tree);
  const target = (name: string) => readlinkSync(join(tree.to, name));
  expect(target('relative')).toBe('../packages/core');
  expect(target('absolute')).toBe('../packages/core');
  expect(target('detour')).toBe('../packages/core');
  expect(target('elsewhere')).toBe(join(tree.folder, 'elsewhere'));
});

test.runIf(existsSync('/dev/shm'))(
  'copies files when the target is on another disk',
  async ({ skip }) => {
    const tree = await makeTree();
    const other = mkdtempSync('/dev/shm/perf-kit-');
    onTestFinished(() => rmSync(other, { recursive: true }));
    if (statSync(other).dev === statSync(tree.from).dev) skip();
    await linkTree({ ...tree, to: join(other, 'node_modules'), toRoot: other });
    expect(readFileSync(join(other, 'node_modules/dep/lib/index.js'), 'utf8')).toBe('code');
  },
);

test('ends between two folders on abort', async () => {
  const tree = await makeTree();
  const interrupt = new AbortController();
  const copying = linkTree({ ...tree, signal: interrupt.signal });
  interrupt.abort(new Error('Ctrl-C'));
  await expect(copying).rejects.toThrow('Ctrl-C');
  expect(existsSync(join(tree.to, 'dep', 'lib'))).toBe(false);
});
