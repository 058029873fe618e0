import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const BUSY_PROCESS = fileURLToPath(new URL('busy-process.ts', import.meta.url));

/**
 * Keeps every core busy with one process each, until it is disposed. The processes end with this process, even when it is
 * killed.
 */
export async function keepCoresBusy(
  cores = availableParallelism(),
): Promise<AsyncDisposable & { pids: number[] }> {
  const children = Array.from({ length: cores }, () =>
    fork(BUSY_PROCESS, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
  const end = async () => void (await Promise.all(children.map(kill)));
  try {
    await Promise.all(children.map(isBusy));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    pids: children.flatMap(({ pid }) => pid ?? []),
    [Symbol.asyncDispose]: end,
  };
}

async function isBusy(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('Expected a process to keep a core busy, but it ended before it began.');
  });
  await Promise.race([once(child, 'message'), ended]);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
