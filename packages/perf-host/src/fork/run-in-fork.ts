import { type ChildProcess, fork as forkProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { causeOf } from '../process/cause-of.ts';
import { limitGivenTime } from '../process/given-time.ts';
import type { FailureDescription, ForkMessage, ForkRequest } from './protocol.ts';

const START = fileURLToPath(new URL('../worker/start.mjs', import.meta.url));
/** Characters: the cause stands above the stack traces that follow it. */
const OUTPUT_KEPT = 16_000;

/** How long a fork may tidy up before it is killed. */
const GRACE_MS = 3000;
/** How long a process that the fork left behind may hold its output open. */
const OUTPUT_GRACE_MS = 500;

export interface ForkOptions {
  /** Working directory of the fork: the root of the measured project. */
  cwd: string;
  /**
   * Time that the machine gives the fork, in ms, see `limitGivenTime`. It is ended then, and what it was measuring failed
   * with the code `TIME_LIMIT`.
   */
  limitMs: number;
  onMessage: (message: ForkMessage) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Starts a bare Node process for one request and waits until it ended. A fork that crashes,
 * leaves or hangs is told as a `failed` message that names what was under way.
 *
 * @returns The time in which it was ready to run and had no CPU; 0 when it did not end by itself. In ms.
 * @throws the reason of `signal` when it is aborted; the process is gone then.
 */
export async function runInFork(
  request: ForkRequest,
  options: ForkOptions,
): Promise<{ waitedForCpuMs: number }> {
  options.signal?.throwIfAborted();
  const child = forkProcess(START, [], {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const abort = () => end(child);
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const { failure, waitedForCpuMs } = await conversation(child, request, options);
    options.signal?.throwIfAborted();
    if (failure !== null) options.onMessage({ event: 'failed', ...failure });
    return { waitedForCpuMs };
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

interface Failure {
  what: string | null;
  error: FailureDescription;
}

function conversation(
  child: ChildProcess,
  request: ForkRequest,
  { limitMs, onMessage }: ForkOptions,
): Promise<{ failure: Failure | null; waitedForCpuMs: number }> {
  return new Promise((resolve, reject) => {
    let what: string | null = null;
    let waitedForCpuMs: number | null = null;
    let timedOut = false;
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const callOff = limitGivenTime({
      pid: child.pid,
      limitMs,
      onEnd: () => {
        timedOut = true;
        end(child);
      },
    });
    child.on('message', (raw) => {
      const message = raw as ForkMessage;
      if (message.event === 'started') what = message.what;
      if (message.event === 'measured' || message.event === 'repeated') what = null;
      if (message.event === 'done') ({ waitedForCpuMs } = message);
      else if (!timedOut) onMessage(message);
    });
    child.on('error', (error) => {
      callOff();
      reject(error);
    });
    child.on('exit', () => {
      setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, OUTPUT_GRACE_MS).unref();
    });
    child.on('close', (exitCode, killedBy) => {
      callOff();
      if (timedOut) {
        const message = `did not end within ${limitMs / 1000} s and was ended`;
        resolve({ failure: { what, error: { code: 'TIME_LIMIT', message } }, waitedForCpuMs: 0 });
      } else if (waitedForCpuMs !== null) {
        resolve({ failure: null, waitedForCpuMs });
      } else {
        const message = describeExit(exitCode, killedBy, output);
        resolve({ failure: { what, error: { code: 'EXITED', message } }, waitedForCpuMs: 0 });
      }
    });
    // A process that is gone before it could be asked is told by `close`.
    child.send(request, () => undefined);
  });
}

/** Asks a fork to tidy up and leave, and kills it when it does not. */
function end(child: ChildProcess): void {
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  child.once('exit', () => clearTimeout(kill));
}

/** How a process ended, and why by what it printed; where V8 gave up, only its reason. */
export function describeExit(
  exitCode: number | null,
  killedBy: string | null,
  output: string,
): string {
  const how = killedBy === null ? `with exit code ${exitCode}` : `by ${killedBy}`;
  const said = /^FATAL ERROR: .*/m.exec(output)?.[0] ?? causeOf(output);
  return `its process ended ${how} before it was measured${said === '' ? '' : `; it printed: ${said}`}`;
}
