import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { installFailed } from './install-failed.ts';
import { packageManagerEnvironment } from './package-manager-environment.ts';
import { runCommand } from '@night-pilot/perf-host/process';

export interface InstallingOptions {
  /** The version's folder, absolute. */
  root: string;
  /** Name of the version in messages. */
  label: string;
  signal?: AbortSignal | undefined;
}

/**
 * Installs a version by its package-lock.json.
 *
 * @throws {PerfKitError} `INSTALL_FAILED` with the cause that npm names, `DISK_FULL`.
 */
export async function installWithNpm({ root, label, signal }: InstallingOptions): Promise<void> {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline'];
  const env = packageManagerEnvironment(process.env);
  const result = await runCommand('npm', args, { cwd: root, env, signal }).catch(
    (cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
      throw new PerfKitError(
        'INSTALL_FAILED',
        'npm could not be started: install it, or put it in PATH.',
        { cause },
      );
    },
  );
  if (result.exitCode !== 0) throw installFailed(result, { command: 'npm ci', root, label });
}
