import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareVersions } from '../compare/compare-versions.ts';
import { type NpmWorkspace, npmWorkspace } from './npm-workspace.ts';

/** Work that a benchmark of `top` does in `core`, two workspace packages away. */
const core = (body: string) => `export const core = (list) => {${body}};\n`;
export const PLAIN = core('return list.map((one) => ({ ...one })).length;');
export const COMMENTED = core('/* Copies. */ return list.map((one) => ({ ...one })).length;');
export const COPYING = core('return list.map((one) => ({ ...one, again: { ...one } })).length;');

export const BENCH = `
import { test } from 'vitest';
import { top } from '../index.js';
test('a sum', async ({ bench }) => {
  const list = Array.from({ length: 200 }, (_, value) => ({ value }));
  await bench('of 200', () => top(list)).run();
});
`;

export async function workspaceWith(coreSource: string): Promise<NpmWorkspace> {
  const workspace = await npmWorkspace();
  workspace.commit({
    'packages/core/index.js': coreSource,
    'packages/middle/index.js': 'export { core as middle } from "@fixture/core";\n',
    'packages/top/bench/top.bench.ts': BENCH,
  });
  return workspace;
}

export const compareIn = ({ root }: NpmWorkspace, options: object = {}) =>
  compareVersions({
    project: { name: 'top', root: join(root, 'packages/top') },
    base: 'HEAD',
    head: null,
    ...options,
  });

/** Lists what a comparison left in its temporary folder, without Node's cache of compiled code, which stays on purpose. */
export const leftIn = ({ temporary }: NpmWorkspace) =>
  readdirSync(temporary).filter((name) => name !== 'node-compile-cache');
