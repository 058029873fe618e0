import { type ChildProcess, fork as forkProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FailureDescription, ForkMessage, ForkRequest } from './protocol.ts';

const START = fileURLToPath(new URL('./start.mjs', import.meta.url));
const OUTPUT_KEPT = 2000;

/** How long a fork may tidy up before it is killed. */
const GRACE_MS = 3000;
/** How long a process that the fork left behind may hold its output open. */
const OUTPUT_GRACE_MS = 500;

export interface ForkOptions {
  /** Working directory of the fork: the root of the measured project. */
  cwd: string;
  /** After this time the fork is ended and what it was measuring failed. */
  limitMs: number;
  onMessage: (message: ForkMessage) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Starts a bare Node process for one request and waits until it ended. A fork that crashes,
 * leaves or hangs is told as a `failed` message that names what was under way.
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
  const abort = () => end(child);
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
  what: string | null;
  error: FailureDescription;
}

function conversation(
  child: ChildProcess,
  request: ForkRequest,
  { limitMs, onMessage }: ForkOptions,
): Promise<Failure | null> {
  return new Promise((resolve, reject) => {
    let what: string | null = null;
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
      end(child);
    }, limitMs);
    child.on('message', (raw) => {
      const message = raw as ForkMessage;
      if (message.event === 'started') what = message.what;
      if (message.event === 'measured' || message.event === 'repeated') what = null;
      if (message.event === 'done') done = true;
      else if (!timedOut) onMessage(message);
    });
    child.on('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    child.on('exit', () => {
      setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, OUTPUT_GRACE_MS).unref();
    });
    child.on('close', (exitCode, killedBy) => {
      clearTimeout(limit);
      if (timedOut) {
        const message = `did not end within ${limitMs / 1000} s and was ended`;
        resolve({ what, error: { code: 'TIME_LIMIT', message } });
      } else if (done) {
        resolve(null);
      } else {
        const message = describeExit(exitCode, killedBy, output);
        resolve({ what, error: { code: 'EXITED', message } });
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

/** How a process ended, and what it printed last; where V8 gave up, only its reason, without its stack traces. */
export function describeExit(
  exitCode: number | null,
  killedBy: string | null,
  output: string,
): string {
  const how = killedBy === null ? `with exit code ${exitCode}` : `by ${killedBy}`;
  const said = /^FATAL ERROR: .*/m.exec(output)?.[0] ?? output.trim();
  return `its process ended ${how} before it was measured${said === '' ? '' : `; it printed: ${said}`}`;
}
