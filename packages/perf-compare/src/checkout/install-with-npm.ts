import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { installFailed } from './install-failed.ts';
import { packageManagerEnvironment } from './package-manager-environment.ts';
import { run } from '@night-pilot/perf-host/process';

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
  const result = await run(
    ['npm', 'ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline'],
    { cwd: root, env: packageManagerEnvironment(process.env), signal, group: true },
  ).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new PerfKitError(
      'INSTALL_FAILED',
      'npm could not be started: install it, or put it in PATH.',
      { cause },
    );
  });
  signal?.throwIfAborted();
  if (result.exitCode !== 0) throw installFailed(result, { command: 'npm ci', root, label });
}
