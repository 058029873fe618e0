import { type ChildProcess, spawn } from 'node:child_process';
import { endGroup } from './process-group.ts';

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
 * Runs a program until it ended. It leads a process group of its own, so that what it started
 * ends with it.
 *
 * @throws the reason of `signal` when it is aborted; the whole group was ended then.
 * @throws the system's error (`ENOENT`) when the program cannot be started.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, signal }: CommandOptions,
): Promise<CommandResult> {
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    // These are .cmd files on Windows, which Node starts through a shell only.
    shell: process.platform === 'win32' && ['npm', 'pnpm', 'corepack'].includes(command),
  });
  const abort = () => endGroup(child);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const result = await collect(child);
    signal?.throwIfAborted();
    return result;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function collect(child: ChildProcess): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({
        exitCode,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      });
    });
  });
}
