import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The command's file, for tests that do not wait for its end. */
export const BIN = fileURLToPath(new URL('../../bin/perf-kit.mjs', import.meta.url));

/** Runs `perf-kit` in a folder to its end, without colours. */
export function perfKit(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  return { status, stdout, stderr };
}
