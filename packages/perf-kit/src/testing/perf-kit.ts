import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { runCli } from '../cli/run-cli.ts';

/** File of the command, for tests that spawn it. */
export const BIN = fileURLToPath(new URL('../../bin/perf-kit.mjs', import.meta.url));

export interface CliResult {
  /** Exit code. */
  status: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs `perf-kit` in a folder, inside the process of the test, without colours and with captured output. Only one command
 * may run at a time in a test file, because this changes the current folder and the environment of the process.
 */
export async function perfKit(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<CliResult> {
  const previousFolder = process.cwd();
  const printed = { stdout: '', stderr: '' };
  const capture = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    });
  const spies = [capture('stdout'), capture('stderr')];
  for (const [name, value] of Object.entries({ NO_COLOR: '1', ...env })) vi.stubEnv(name, value);
  process.chdir(realpathSync(cwd));
  try {
    return { status: await runCli(args, signal), ...printed };
  } finally {
    process.chdir(previousFolder);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}
