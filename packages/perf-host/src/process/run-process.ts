import { type ChildProcess, spawn } from 'node:child_process';
import { describeExit } from '../fork/run-in-fork.ts';
import { limitGivenTime } from './given-time.ts';

const OUTPUT_KEPT = 2000;
/** How long a process that the ended one left behind may hold its output open. */
const OUTPUT_GRACE_MS = 500;

export interface RunProcessOptions {
  cwd: string;
  /** All of its environment: nothing is inherited. */
  env: NodeJS.ProcessEnv;
  /** Time that the machine gives it before it is killed, see `limitGivenTime`. In ms. */
  limitMs: number;
  signal: AbortSignal | undefined;
  /** Gives it one more open file, number 3: a channel to and from this process. */
  channel?: boolean;
}

export type ProcessEnd =
  /** How it ended and what it printed last, in words. */
  { state: 'ended'; description: string } | { state: 'late' };

export interface StartedProcess {
  child: ChildProcess;
  /** Settles when it is gone; rejects with the reason of `signal` when that was aborted. */
  ended: Promise<ProcessEnd>;
}

/** Runs a command until it ended. */
export function runProcess(
  command: readonly string[],
  options: RunProcessOptions,
): Promise<ProcessEnd> {
  options.signal?.throwIfAborted();
  return startProcess(command, options).ended;
}

/** Starts a command, which is killed at its limit and when `signal` is aborted. */
export function startProcess(
  [command = '', ...args]: readonly string[],
  { cwd, env, limitMs, signal, channel = false }: RunProcessOptions,
): StartedProcess {
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', ...(channel ? (['pipe'] as const) : [])],
  });
  let isLate = false;
  const kill = () => child.kill('SIGKILL');
  const callOff = limitGivenTime({
    pid: child.pid,
    limitMs,
    onEnd: () => {
      isLate = true;
      kill();
    },
  });
  signal?.addEventListener('abort', kill, { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
    });
  }
  const wait = async (): Promise<ProcessEnd> => {
    try {
      const description = await new Promise<string>((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', () => {
          setTimeout(() => {
            child.stdout?.destroy();
            child.stderr?.destroy();
          }, OUTPUT_GRACE_MS).unref();
        });
        child.on('close', (exitCode, killedBy) =>
          resolve(describeExit(exitCode, killedBy, output)),
        );
      });
      signal?.throwIfAborted();
      return isLate ? { state: 'late' } : { state: 'ended', description };
    } finally {
      callOff();
      signal?.removeEventListener('abort', kill);
    }
  };
  return { child, ended: wait() };
}
