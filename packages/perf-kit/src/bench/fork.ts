import { type ChildProcess, fork as forkProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FailureDescription, ForkMessage, ForkRequest } from './protocol.ts';

const START = fileURLToPath(new URL('./host/start.mjs', import.meta.url));
const OUTPUT_KEPT = 2000;

export interface ForkOptions {
  /** Working directory of the fork: the root of the measured project. */
  cwd: string;
  /** After this time the fork is killed and its unfinished benchmark failed. */
  limitMs: number;
  onMessage: (message: ForkMessage) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Starts a bare Node process for one request and waits until it ended. A fork that crashes,
 * leaves or hangs is told as a `failed` message that names the benchmark under way.
 *
 * @throws the reason of `signal` when it is aborted; the process is gone then.
 */
export async function runInFork(request: ForkRequest, options: ForkOptions): Promise<void> {
  options.signal?.throwIfAborted();
  const child = forkProcess(START, [], {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const abort = () => child.kill('SIGKILL');
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    const failure = await conversation(child, request, options);
    options.signal?.throwIfAborted();
    if (failure !== null) options.onMessage({ event: 'failed', ...failure });
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
}

interface Failure {
  benchmark: string | null;
  error: FailureDescription;
}

function conversation(
  child: ChildProcess,
  request: ForkRequest,
  { limitMs, onMessage }: ForkOptions,
): Promise<Failure | null> {
  return new Promise((resolve, reject) => {
    let benchmark: string | null = null;
    let done = false;
    let timedOut = false;
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const limit = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, limitMs);
    child.on('message', (raw) => {
      const message = raw as ForkMessage;
      if (message.event === 'started') benchmark = message.benchmark;
      if (message.event === 'measured' || message.event === 'failed') benchmark = null;
      if (message.event === 'done') done = true;
      else onMessage(message);
    });
    child.on('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.on('close', (exitCode, killedBy) => {
      clearTimeout(limit);
      if (done) return resolve(null);
      const error = timedOut
        ? { code: 'TIME_LIMIT', message: `did not end within ${limitMs / 1000} s and was killed` }
        : { code: 'EXITED', message: describeExit(exitCode, killedBy, output) };
      resolve({ benchmark, error });
    });
    // A process that is gone before it could be asked is told by `close`.
    child.send(request, () => undefined);
  });
}

function describeExit(exitCode: number | null, killedBy: string | null, output: string): string {
  const how = killedBy === null ? `with exit code ${exitCode}` : `by ${killedBy}`;
  const said = output.trim();
  return `its process ended ${how} before it was measured${said === '' ? '' : `; it printed: ${said}`}`;
}
