import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { workspaceFiles } from '../testing/workspace-files.ts';
import { areDependenciesCurrent, installDependencies } from './install-dependencies.mjs';

const createClone = () =>
  TemporaryFolder.create({ ...workspaceFiles(), 'node_modules/left-over/index.js': '' });

const options = { signal: new AbortController().signal, say: () => {} };

test('what is there counts for nothing without a stamp; npm ci replaces it and stamps it', async () => {
  await using clone = await createClone();
  expect(areDependenciesCurrent(clone.root)).toBe(false);
  await installDependencies(clone.root, options);
  expect(existsSync(clone.path('node_modules/left-over'))).toBe(false);
  expect(areDependenciesCurrent(clone.root)).toBe(true);
});

test('another lock file, .npmrc or list of allowed scripts makes them outdated, another script does not', async () => {
  await using clone = await createClone();
  await installDependencies(clone.root, options);
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

test('when npm fails there is no stamp, and the error says what to type', async () => {
  await using clone = await createClone();
  await installDependencies(clone.root, options);
  await clone.write('package-lock.json', 'damaged');
  await expect(installDependencies(clone.root, options)).rejects.toThrow(
    'The dependencies could not be installed: see what npm printed above, and type `npm ci` to try it alone.',
  );
  expect(existsSync(clone.path('node_modules/.setup-stamp'))).toBe(false);
});

test('settings that leave out devDependencies and scripts do not count here', async () => {
  await using clone = await createClone();
  await clone.write('.npmrc', 'omit=dev\nignore-scripts=true\n');
  await installDependencies(clone.root, options);
  expect(existsSync(clone.path('node_modules/nx'))).toBe(true);
  expect(existsSync(clone.path('node_modules/node/bin/node'))).toBe(true);
});

test('when npm succeeds without what the scripts need, there is no stamp', async () => {
  await using clone = await createClone();
  await clone.write('vendor/node/package.json', JSON.stringify({ name: 'node', version: '1.0.0' }));
  await expect(installDependencies(clone.root, options)).rejects.toThrow(
    /^Expected npm ci to install node_modules\/node\/bin\/node.*, and it is not there: see `npm config list`/,
  );
  expect(areDependenciesCurrent(clone.root)).toBe(false);
});
