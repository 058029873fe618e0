import { fileURLToPath } from 'node:url';
import { type CliResult, runInProcess } from '@night-pilot/perf-report/testing';
import { runCli } from '../cli/run-cli.ts';

/** File of the command, for tests that spawn it. */
export const BIN = fileURLToPath(new URL('../../bin/perf-kit.mjs', import.meta.url));

/** Runs `perf-kit` in a folder, inside the process of the test. See `runInProcess` for the limits. */
export function perfKit(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<CliResult> {
  return runInProcess(() => runCli(args, signal), { cwd, env });
}
