import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeProject } from '@night-pilot/perf-report/testing';
import { chooseProject } from './choose-project.ts';

const manifest = (name: string, more: object = {}) => JSON.stringify({ name, ...more });

const WORKSPACE = {
  'nx.json': '{}',
  'package.json': manifest('whole', { workspaces: ['apps/*', 'packages/*', '!packages/old'] }),
  'apps/web/package.json': manifest('@fixture/site', { nx: { name: 'web' } }),
  'apps/core/package.json': manifest('@apps/core'),
  'packages/core/package.json': manifest('@fixture/core'),
  'packages/core/node_modules/core/package.json': manifest('core'),
  'packages/db/package.json': manifest('@fixture/db'),
  'packages/old/package.json': manifest('@fixture/old'),
  'packages/nameless/package.json': '{}',
  'elsewhere/package.json': manifest('elsewhere'),
};

test.each([
  ['the name of its package', '@fixture/site', 'apps/web', 'web'],
  ['its name in reports', 'web', 'apps/web', 'web'],
  ['the name without its scope', 'site', 'apps/web', 'web'],
  ['its folder from here', '../db/', 'packages/db', 'db'],
  ['its folder from the root', 'packages/db', 'packages/db', 'db'],
  ['nothing: the one in this folder', undefined, 'packages/core', 'core'],
  ['the current folder', '.', 'packages/core', 'core'],
  ['the workspace itself', 'whole', '', 'whole'],
])('a project is chosen by %s', async (_way, name, folder, known) => {
  const { root } = await writeProject(WORKSPACE);
  const chosen = await chooseProject(name, join(root, 'packages/core'));
  expect(chosen).toEqual({ name: known, root: join(root, folder) });
});

test('names similar and all projects when a name is unknown', async () => {
  const { root } = await writeProject(WORKSPACE);
  const listed =
    'whole (.), core (apps/core), web (apps/web), core (packages/core), db (packages/db)';
  await expect(chooseProject('@fixture/bd', root)).rejects.toMatchObject({
    code: 'PROJECT_UNKNOWN',
    message: `There is no project "@fixture/bd" in ${root}. Did you mean db? Its projects: ${listed}.`,
  });
  for (const outside of ['old', 'elsewhere']) {
    await expect(chooseProject(outside, root)).rejects.toThrow(`no project "${outside}"`);
  }
});

test('asks for the folder when two projects have the same name', async () => {
  const { root } = await writeProject(WORKSPACE);
  await expect(chooseProject('core', root)).rejects.toThrow(
    'More than one project is named "core": give the folder, one of apps/core, packages/core.',
  );
});

test('takes every folder with a package.json when the root names no workspaces', async () => {
  const { root } = await writeProject({ ...WORKSPACE, 'package.json': manifest('whole') });
  expect(await chooseProject('elsewhere', root)).toEqual({
    name: 'elsewhere',
    root: join(root, 'elsewhere'),
  });
  await expect(chooseProject('core', root)).rejects.toThrow(/one of apps\/core, packages\/core\.$/);
});
