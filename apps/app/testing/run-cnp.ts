import { fileURLToPath } from 'node:url';
import {
  type CliResult,
  runInProcess,
  type RunInProcessOptions,
} from '@night-pilot/perf-report/testing';
import { runCli } from '../src/cli/run-cli.ts';

/** Path of the executable that users start. */
export const cnpFile = fileURLToPath(new URL('../bin/cnp.mjs', import.meta.url));

/** Runs `cnp` inside the process of the test. See `runInProcess` for the limits. */
export function runCnp(
  args: readonly string[],
  options: RunInProcessOptions = {},
): Promise<CliResult> {
  return runInProcess(() => runCli(args), options);
}
