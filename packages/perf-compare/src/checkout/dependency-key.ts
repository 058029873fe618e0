import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockFile, workspacePackages } from './lock-file.ts';

/** Fields of a package.json that do not change an installation. */
const WITHOUT_EFFECT = new Set([
  'author',
  'description',
  'exports',
  'homepage',
  'imports',
  'keywords',
  'license',
  'main',
  'module',
  'nx',
  'sideEffects',
  'types',
]);
/** The scripts that npm runs while it installs. */
const INSTALL_SCRIPTS = /^(pre|post)?(install|prepare)$|^prepublish$/;

/**
 * Hashes everything that an installation depends on: the lock file, the package.json files of the workspace, npm's
 * settings and patches, Node's major version and the platform. Versions with the same key can share one installation.
 */
export function dependencyKey(root: string, lock: LockFile): string {
  const hash = createHash('sha256');
  const [nodeMajor] = process.versions.node.split('.');
  hash.update(JSON.stringify([nodeMajor, process.platform, process.arch, lock.text]));
  const folders = ['', ...workspacePackages(lock).map(({ folder }) => folder)].sort();
  for (const folder of folders) {
    const path = join(root, folder, 'package.json');
    if (existsSync(path)) hash.update(JSON.stringify([folder, whatMatters(path)]));
  }
  for (const file of ['.npmrc', ...filesIn(root, 'patches')]) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(JSON.stringify([file, readFileSync(path, 'utf8')]));
  }
  return hash.digest('hex').slice(0, 32);
}

function whatMatters(path: string): unknown {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const scripts = Object.entries(manifest['scripts'] ?? {});
  const kept = Object.entries(manifest).filter(([name]) => !WITHOUT_EFFECT.has(name));
  return kept.map(([name, value]): unknown =>
    name === 'scripts' ? scripts.filter(([script]) => INSTALL_SCRIPTS.test(script)) : [name, value],
  );
}

function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
