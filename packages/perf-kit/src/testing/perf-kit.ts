import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { runCli } from '../cli/run-cli.ts';

/** The command's file, for tests that need a process of its own. */
export const BIN = fileURLToPath(new URL('../../bin/perf-kit.mjs', import.meta.url));

export interface Typed {
  /** The exit code. */
  status: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs `perf-kit` in a folder as if it was typed there, in the process of the test, without colours and with standard output
 * on a pipe. Vitest gives each test file a process of its own; within it one command runs at a time.
 */
export async function perfKit(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Typed> {
  const typedIn = process.cwd();
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
    process.chdir(typedIn);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}
