import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TemporaryFolder } from '../testing/temporary-folder.ts';
import { areDependenciesCurrent, installDependencies } from './install-dependencies.mjs';

const manifest = { name: 'clone', version: '1.0.0' };
const lock = (version = '1.0.0') =>
  JSON.stringify({
    name: 'clone',
    version,
    lockfileVersion: 3,
    packages: { '': { name: 'clone', version } },
  });

const createClone = () =>
  TemporaryFolder.create({
    'package.json': JSON.stringify(manifest),
    'package-lock.json': lock(),
    'node_modules/left-over/index.js': '',
  });

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
  const withScripts = JSON.stringify({ ...manifest, scripts: { start: 'node .' } });
  const withAllowed = JSON.stringify({ ...manifest, allowScripts: { esbuild: true } });
  expect(await after('package.json', withScripts)).toBe(true);
  expect(await after('package.json', withAllowed)).toBe(false);
  expect(await after('package.json', withScripts)).toBe(true);
  expect(await after('.npmrc', 'ignore-scripts=true')).toBe(false);
  expect(await after('.npmrc', '')).toBe(true);
  expect(await after('package-lock.json', lock('1.0.1'))).toBe(false);
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
