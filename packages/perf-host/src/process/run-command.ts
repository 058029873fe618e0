import { run } from './run.ts';

export interface CommandOptions {
  /** Working directory. */
  cwd: string;
  env?: NodeJS.ProcessEnv | undefined;
  signal?: AbortSignal | undefined;
}

export interface CommandResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program in a process group of its own and keeps all of its output.
 *
 * @throws the reason of `signal` when it is aborted; the whole group was ended then.
 * @throws the system's error (`ENOENT`) when the program cannot be started.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, signal }: CommandOptions,
): Promise<CommandResult> {
  const end = await run([command, ...args], { cwd, env, signal, group: true, keep: Infinity });
  signal?.throwIfAborted();
  return end;
}
