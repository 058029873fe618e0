import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { workspaceFiles } from '../testing/workspace-files.ts';
import { areDependenciesCurrent, installDependencies } from './install-dependencies.mjs';
import { createProgress } from './progress.mjs';
import { SetupLog } from './setup-log.mjs';

const createClone = () =>
  TemporaryFolder.create({ ...workspaceFiles(), 'node_modules/left-over/index.js': '' });

const install = (clone: TemporaryFolder) =>
  installDependencies(clone.root, {
    signal: new AbortController().signal,
    progress: createProgress({ write: () => {}, isTerminal: false }),
    log: new SetupLog(clone.path('setup.log')),
  });

test('replaces a node_modules without a stamp, and stamps the new one', async () => {
  await using clone = await createClone();
  expect(areDependenciesCurrent(clone.root)).toBe(false);
  await install(clone);
  expect(existsSync(clone.path('node_modules/left-over'))).toBe(false);
  expect(areDependenciesCurrent(clone.root)).toBe(true);
});

test('installs again when the lock file, .npmrc or the allowed scripts change, but not for a new script', async () => {
  await using clone = await createClone();
  await install(clone);
  const after = async (path: string, content: string) => {
    await clone.write(path, content);
    return areDependenciesCurrent(clone.root);
  };
  const manifest = JSON.parse(workspaceFiles()['package.json'] ?? '') as object;
  const withScripts = JSON.stringify({ ...manifest, scripts: { start: 'node .' } });
  const withAllowed = JSON.stringify({ ...manifest, allowScripts: { esbuild: true } });
  expect(await after('package.json', withScripts)).toBe(true);
  expect(await after('package.json', withAllowed)).toBe(false);
  expect(await after('package.json', withScripts)).toBe(true);
  expect(await after('.npmrc', 'ignore-scripts=true')).toBe(false);
  expect(await after('.npmrc', '')).toBe(true);
  expect(await after('package-lock.json', workspaceFiles('1.0.1')['package-lock.json'] ?? '')).toBe(
    false,
  );
});

test('leaves no stamp and shows what npm printed when npm fails', async () => {
  await using clone = await createClone();
  await install(clone);
  await clone.write('package-lock.json', 'damaged');
  await expect(install(clone)).rejects.toThrow(
    /^The dependencies could not be installed: npm ci failed \(exit code \d+\)\. It printed last:\n(?: {2}.+\n)+The whole output is in .*setup\.log\. Type `npm ci` to try it alone\.$/,
  );
  expect(existsSync(clone.path('node_modules/.setup-stamp'))).toBe(false);
});

test('installs devDependencies and runs scripts whatever the npm settings of the user are', async () => {
  await using clone = await createClone();
  await clone.write('.npmrc', 'omit=dev\nignore-scripts=true\n');
  await install(clone);
  expect(existsSync(clone.path('node_modules/nx'))).toBe(true);
  expect(existsSync(clone.path('node_modules/node/bin/node'))).toBe(true);
});

test('leaves no stamp when npm succeeds but a needed package is missing', async () => {
  await using clone = await createClone();
  await clone.write('vendor/node/package.json', JSON.stringify({ name: 'node', version: '1.0.0' }));
  await expect(install(clone)).rejects.toThrow(
    /^Expected npm ci to install node_modules\/node\/bin\/node.*, but it is not there\. Type `npm config list`/,
  );
  expect(areDependenciesCurrent(clone.root)).toBe(false);
});
