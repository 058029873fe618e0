import { type ChildProcess, fork as forkProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describeEnd } from '../process/describe-end.ts';
import { watchChild } from '../process/watch-child.ts';
import type { FailureDescription, ForkMessage, ForkRequest } from './protocol.ts';

const START = fileURLToPath(new URL('../worker/start.mjs', import.meta.url));

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
  const { failure, waitedForCpuMs } = await converse(child, request, options);
  options.signal?.throwIfAborted();
  if (failure !== null) options.onMessage({ event: 'failed', ...failure });
  return { waitedForCpuMs };
}

interface Conversation {
  /** null: the fork answered the request. */
  failure: { what: string | null; error: FailureDescription } | null;
  waitedForCpuMs: number;
}

async function converse(
  child: ChildProcess,
  request: ForkRequest,
  { limitMs, onMessage, signal }: ForkOptions,
): Promise<Conversation> {
  let what: string | null = null;
  let waitedForCpuMs: number | null = null;
  const { isLate, ended } = watchChild(child, { limitMs, signal });
  child.on('message', (raw) => {
    const message = raw as ForkMessage;
    if (message.event === 'started') what = message.what;
    if (message.event === 'measured' || message.event === 'repeated') what = null;
    if (message.event === 'done') ({ waitedForCpuMs } = message);
    else if (!isLate()) onMessage(message);
  });
  // Where the process is gone before the request reaches it, `ended` says how it ended.
  child.send(request, () => undefined);
  const end = await ended;
  if (end.state === 'late') {
    const message = `did not end within ${limitMs / 1000} s and was ended`;
    return { failure: { what, error: { code: 'TIME_LIMIT', message } }, waitedForCpuMs: 0 };
  }
  if (waitedForCpuMs !== null) return { failure: null, waitedForCpuMs };
  const error = { code: 'EXITED', message: describeEnd(end) };
  return { failure: { what, error }, waitedForCpuMs: 0 };
}
