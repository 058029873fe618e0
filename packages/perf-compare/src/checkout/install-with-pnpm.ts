import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { installFailed } from './install-failed.ts';
import type { InstallingOptions } from './install-with-npm.ts';
import { packageManagerEnvironment } from './package-manager-environment.ts';
import { type ProcessEnd, run } from '@night-pilot/perf-host/process';

const COMMAND = 'pnpm install --frozen-lockfile';
/** Ways to start pnpm: itself, or by the corepack that some builds of Node include. */
const STARTERS = [['pnpm'], ['corepack', 'pnpm']] as const;

/**
 * Installs a version by its pnpm-lock.yaml. pnpm links packages from its store, so nothing is kept between comparisons.
 *
 * @throws {PerfKitError} `INSTALL_FAILED` with the cause that pnpm names, or with what to install if there is no pnpm;
 *   `DISK_FULL`.
 */
export async function installWithPnpm({
  root,
  label,
  workspaceRoot,
  signal,
}: InstallingOptions & {
  /** The present checkout, which may have pnpm among its dependencies. */
  workspaceRoot: string;
}): Promise<void> {
  const inherited = packageManagerEnvironment(process.env);
  const env = {
    ...inherited,
    PATH: [inherited['PATH'], join(workspaceRoot, 'node_modules', '.bin')].join(delimiter),
    // Nobody can answer a question.
    CI: 'true',
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  };
  for (const starter of STARTERS) {
    const command = [...starter, 'install', '--frozen-lockfile', '--prefer-offline'];
    const result = await started(run(command, { cwd: root, env, signal, group: true }));
    signal?.throwIfAborted();
    if (result === null) continue;
    if (result.exitCode !== 0) throw installFailed(result, { command: COMMAND, root, label });
    return;
  }
  throw new PerfKitError(
    'INSTALL_FAILED',
    `${label} is installed with pnpm, as its pnpm-lock.yaml says, and there is neither pnpm nor corepack in PATH. Type npm install --global ${wantedPnpm(root)}, or put pnpm in PATH.`,
  );
}

/** Returns null when there is no such program. */
async function started(running: Promise<ProcessEnd>): Promise<ProcessEnd | null> {
  return running.catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
}

/** Returns `pnpm`, with the version that package.json asks for. */
function wantedPnpm(root: string): string {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    packageManager?: unknown;
  };
  const [wanted] = /^pnpm@[^+\s]+/.exec(String(packageManager)) ?? ['pnpm'];
  return wanted;
}
