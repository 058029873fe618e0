/**
 * Returns the files of a workspace that npm installs without a network. As in this repository, its
 * tools are devDependencies, and an install script of the package `node` brings the program.
 *
 * @param version Version of the workspace. Another version gives another lock file.
 */
export function workspaceFiles(version = '1.0.0'): Record<string, string> {
  const tools = {
    node: { name: 'node', version, scripts: { preinstall: 'mkdir -p bin && touch bin/node' } },
    nx: { name: 'nx', version },
  };
  const manifest = {
    name: 'clone',
    version,
    devDependencies: { node: 'file:vendor/node', nx: 'file:vendor/nx' },
    allowScripts: { node: true },
  };
  const lock = {
    name: 'clone',
    version,
    lockfileVersion: 3,
    packages: {
      '': manifest,
      'node_modules/node': { resolved: 'vendor/node', link: true },
      'node_modules/nx': { resolved: 'vendor/nx', link: true },
      'vendor/node': { version, dev: true, hasInstallScript: true },
      'vendor/nx': { version, dev: true },
    },
  };
  return {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify(lock),
    'vendor/node/package.json': JSON.stringify(tools.node),
    'vendor/nx/package.json': JSON.stringify(tools.nx),
  };
}
