import { expect, test } from 'vitest';
import { pnpmLinks } from './pnpm-lock.ts';

test('reads only the links between workspace packages from a lock file', () => {
  const text = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    devDependencies:
      '@f/tools':
        specifier: workspace:*
        version: link:tools

  packages/core:
    dependencies:
      zod:
        specifier: ^4.0.0
        version: 4.6.7
      elsewhere:
        specifier: link:../../../elsewhere
        version: link:../../../elsewhere

  'packages/with space':
    optionalDependencies:
      '@f/core':
        specifier: workspace:^1.0.0
        version: link:../core

packages:

  zod@4.6.7:
    resolution: {integrity: sha512-x}
    version: link:not-an-importer
`;
  expect(pnpmLinks(text)).toEqual({
    'node_modules/@f/tools': { link: true, resolved: 'tools' },
    'packages/core/node_modules/elsewhere': { link: true, resolved: '../elsewhere' },
    'packages/with space/node_modules/@f/core': { link: true, resolved: 'packages/core' },
  });
});

test('reads links of older versions of pnpm, as the value of the name', () => {
  const text = `lockfileVersion: 5.4\n\nimporters:\n\n  a:\n    specifiers:\n      b: workspace:*\n    dependencies:\n      b: link:../b\n`;
  expect(pnpmLinks(text)).toEqual({ 'a/node_modules/b': { link: true, resolved: 'b' } });
});

test('finds no links in a package without a workspace', () => {
  expect(pnpmLinks("lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n")).toEqual({});
  expect(pnpmLinks('')).toEqual({});
});
