import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyInstallation } from './copy-installation.ts';
import { dependencyKey } from './dependency-key.ts';
import { findInstallation, installCacheFolder, keepInstallation } from './install-cache.ts';
import { type InstallingOptions, installWithNpm } from './install-with-npm.ts';
import { installWithPnpm } from './install-with-pnpm.ts';
import { isInstalled } from './is-installed.ts';
import { type LockFile, readLockFile } from './lock-file.ts';
import { withProcessLock } from './process-lock.ts';
import { linkWorkspacePackages } from './workspace-links.ts';

/** Origin of a version's dependencies. */
export type InstallSource =
  | 'nothing to install'
  | 'present checkout'
  | 'kept'
  | 'npm ci'
  | 'pnpm install';

export interface InstallOptions extends InstallingOptions {
  /** The present checkout. */
  workspaceRoot: string;
}

/**
 * Gives a version its own `node_modules`. With npm these are a copy of the present checkout's if they fit the version's
 * lock file and package.json files (no network), else a copy of what an earlier comparison installed for the same files,
 * else the result of `npm ci`. With pnpm they always come from `pnpm install`.
 *
 * @throws {PerfKitError} `INSTALL_FAILED` with the cause that npm or pnpm names; errors of `readLockFile`.
 */
export async function installDependencies(options: InstallOptions): Promise<InstallSource> {
  const { root, label, workspaceRoot, signal } = options;
  const lock = readLockFile(root, label);
  if (lock === null) return 'nothing to install';
  if (lock.manager === 'pnpm') {
    await installWithPnpm(options);
    return 'pnpm install';
  }
  const source = await fill(options, lock);
  signal?.throwIfAborted();
  await linkWorkspacePackages(root, lock);
  return source;

  async function fill({ root: to }: InstallOptions, wanted: LockFile): Promise<InstallSource> {
    const key = dependencyKey(to, wanted);
    if (isPresent(workspaceRoot, wanted, key)) {
      await copyInstallation({ from: workspaceRoot, to, lock: wanted, signal });
      return 'present checkout';
    }
    const cache = installCacheFolder(workspaceRoot);
    return withProcessLock(
      join(cache, `${key}.lock`),
      async () => {
        const kept = await findInstallation(cache, key);
        if (kept !== null) {
          await copyInstallation({ from: kept, to, lock: wanted, signal });
          return 'kept';
        }
        await installWithNpm(options);
        await keepInstallation({ cache, key, root: to, lock: wanted, signal });
        return 'npm ci';
      },
      signal,
    );
  }
}

function isPresent(workspaceRoot: string, { name }: LockFile, key: string): boolean {
  if (!existsSync(join(workspaceRoot, name))) return false;
  const present = readLockFile(workspaceRoot, 'the present checkout');
  if (present === null || dependencyKey(workspaceRoot, present) !== key) return false;
  return isInstalled(workspaceRoot, present);
}
