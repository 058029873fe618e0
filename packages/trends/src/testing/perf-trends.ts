import { fileURLToPath } from 'node:url';
import { type CliResult, runInProcess } from '@night-pilot/perf-report/testing';
import { runCli } from '../cli/run-cli.ts';

/** File of the command, for tests that spawn it. */
export const BIN = fileURLToPath(new URL('../../bin/perf-trends.mjs', import.meta.url));

/**
 * Runs `perf-trends` in a folder, inside the process of the test. See `runInProcess` for the limits. The history is that
 * of the folder, whatever `PERF_TRENDS_STORE` names outside.
 */
export function perfTrends(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const { signal } = new AbortController();
  return runInProcess(() => runCli(args, () => signal), {
    cwd,
    env: { PERF_TRENDS_STORE: '', ...env },
  });
}
