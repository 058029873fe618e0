import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PerfKitError } from '../errors.ts';
import { copyInstallation } from './copy-installation.ts';
import { dependencyKey } from './dependency-key.ts';
import { diskFull } from './disk-full.ts';
import { findInstallation, installCacheFolder, keepInstallation } from './install-cache.ts';
import { isInstalled } from './is-installed.ts';
import { causeOf } from './cause-of.ts';
import { type LockFile, readLockFile } from './lock-file.ts';
import { withProcessLock } from './process-lock.ts';
import { runCommand } from './run-command.ts';
import { linkWorkspacePackages } from './workspace-links.ts';

/** Where the dependencies of a version came from. */
export type InstallSource = 'nothing to install' | 'present checkout' | 'kept' | 'npm ci';

export interface InstallOptions {
  /** The version's folder, absolute. */
  root: string;
  /** What messages call the version. */
  label: string;
  /** The present checkout. */
  workspaceRoot: string;
  signal?: AbortSignal | undefined;
}

/**
 * Gives a version its own `node_modules`: those of the present checkout when they are what the
 * version's lock file and package.json files ask for (no network), else what an earlier
 * comparison installed for the same files, else by `npm ci`.
 *
 * @throws {PerfKitError} `INSTALL_FAILED` with the cause that npm names, and what `readLockFile` throws.
 */
export async function installDependencies(options: InstallOptions): Promise<InstallSource> {
  const { root, label, workspaceRoot, signal } = options;
  const lock = readLockFile(root, label);
  if (lock === null) return 'nothing to install';
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
        await runNpmCi(options);
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

async function runNpmCi({ root, label, signal }: InstallOptions): Promise<void> {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline'];
  const { exitCode, stdout, stderr } = await runNpm(args, root, signal);
  if (exitCode === 0) return;
  const said = `${stdout}\n${stderr}`;
  const full = diskFull(said, root);
  if (full !== null) throw full;
  throw new PerfKitError(
    'INSTALL_FAILED',
    `The dependencies of ${label} could not be installed, npm ci ended with ${exitCode ?? 'a signal'}:\n${causeOf(said)}\nType npm ci in a checkout of ${label} to see all that it says, or compare another version.`,
  );
}

async function runNpm(args: readonly string[], root: string, signal?: AbortSignal) {
  try {
    return await runCommand('npm', args, { cwd: root, env: npmEnvironment(process.env), signal });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new PerfKitError(
      'INSTALL_FAILED',
      'npm could not be started: install it, or put it in PATH.',
      { cause },
    );
  }
}

/** What npm and npx tell their scripts would send our npm to the present checkout. */
function npmEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = Object.entries(env).filter(
    ([name]) =>
      !/^npm_(package|lifecycle)_|^npm_config_(local_prefix|prefix|workspaces?|global|omit|dry_run)$/i.test(
        name,
      ) && name !== 'INIT_CWD',
  );
  // Husky would write into the configuration of git that all checkouts share.
  return { ...Object.fromEntries(ours), HUSKY: '0' };
}
