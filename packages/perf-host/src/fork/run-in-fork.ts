import { type ChildProcess, fork as forkProcess } from 'node:child_process';
import {
  holdGroup,
  prepareToHold,
  type Mark,
  newMark,
  type RunningProcess,
} from '@night-pilot/perf-report/process';
import { describeEnd } from '../process/describe-end.ts';
import { watchChild } from '../process/watch-child.ts';
import type { FailureDescription } from './failure.ts';
import { type ForkMessage, type ForkRequest, type MessageOf, TIDIES_UP } from './protocol.ts';
import { WORKER_FILE } from './worker-file.ts';

/** Environment variable of a fork and of everything that it starts. */
const MARK = 'PERF_KIT_FORK';

/** Time in which a fork may tidy up when this process was killed, in s. */
const TIDY_SECONDS = 3;

/** Time in which what a fork had started may end after it, in ms: much of it notices that its pipes are closed. */
const LEFT_GRACE_MS = 1000;

export interface ForkOptions {
  /** Working directory of the fork: the root of the measured project. */
  cwd: string;
  /**
   * Time that the machine gives the fork, in ms, see `limitGivenTime`. At the limit the fork is ended, and what it was
   * measuring has failed with the code `TIME_LIMIT`.
   */
  limitMs: number;
  /** Called with each message except `done`. */
  onMessage?: ((message: ForkMessage) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Starts a bare Node process for one request and waits until it has ended. A fork that crashes, exits or hangs is
 * reported as a `failed` message that names what was under way, and so are processes that it leaves running. When this
 * process is killed, so are the fork and what it has started.
 *
 * @returns Time in which the fork was ready to run and had no CPU, in ms; 0 when it did not end by itself.
 * @throws the reason of `signal` when it is aborted; the process is gone then.
 */
export async function runInFork(
  request: ForkRequest,
  options: ForkOptions,
): Promise<{ waitedForCpuMs: number }> {
  options.signal?.throwIfAborted();
  const mark = newMark(MARK);
  prepareToHold();
  const child = forkProcess(WORKER_FILE, [], {
    cwd: options.cwd,
    env: { ...process.env, ...mark.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    // What it starts can be found, and ended, with it.
    detached: process.platform !== 'win32',
  });
  const graceSeconds = TIDIES_UP.has(request.do) ? TIDY_SECONDS : 0;
  const letGo =
    child.pid === undefined ? () => undefined : holdGroup(child.pid, { graceSeconds, mark });
  const { failure, waitedForCpuMs } = await converse(child, request, { ...options, mark }).finally(
    letGo,
  );
  options.signal?.throwIfAborted();
  if (failure !== null) options.onMessage?.({ event: 'failed', ...failure });
  return { waitedForCpuMs };
}

export type ForkAnswer<Event extends ForkMessage['event']> =
  | { state: 'answered'; answer: MessageOf<Event> }
  | { state: 'failed'; error: FailureDescription };

/**
 * Asks a fork a question that one message of the kind `event` answers.
 *
 * @throws what `runInFork` throws.
 */
export async function askFork<Event extends ForkMessage['event']>(
  request: ForkRequest,
  event: Event,
  options: ForkOptions,
): Promise<ForkAnswer<Event>> {
  const failures: FailureDescription[] = [];
  const answers: MessageOf<Event>[] = [];
  await runInFork(request, {
    ...options,
    onMessage(message) {
      if (message.event === 'failed') failures.push(message.error);
      else if (message.event === event) answers.push(message as MessageOf<Event>);
      options.onMessage?.(message);
    },
  });
  const [error] = failures;
  const [answer] = answers;
  if (error !== undefined) return { state: 'failed', error };
  if (answer !== undefined) return { state: 'answered', answer };
  const message = `its process ended without the message "${event}"`;
  return { state: 'failed', error: { code: 'EXITED', message } };
}

interface Conversation {
  /** null: the fork has answered the request. */
  failure: { what: string | null; error: FailureDescription } | null;
  waitedForCpuMs: number;
}

async function converse(
  child: ChildProcess,
  request: ForkRequest,
  { limitMs, onMessage, signal, mark }: ForkOptions & { mark: Mark },
): Promise<Conversation> {
  let what: string | null = null;
  let waitedForCpuMs: number | null = null;
  const group = process.platform !== 'win32';
  const { isLate, ended } = watchChild(child, {
    group,
    // A load scenario tears down what it has started.
    asksGroup: false,
    leftGraceMs: LEFT_GRACE_MS,
    mark,
    limitMs,
    signal,
  });
  child.on('message', (raw) => {
    const message = raw as ForkMessage;
    if (message.event === 'started') what = message.what;
    if (message.event === 'measured' || message.event === 'repeated') what = null;
    if (message.event === 'done') ({ waitedForCpuMs } = message);
    else if (!isLate()) onMessage?.(message);
  });
  // Where the process is gone before the request reaches it, `ended` says how it ended.
  child.send(request, () => undefined);
  const end = await ended;
  if (end.state === 'late') {
    const message = `did not end within ${limitMs / 1000} s and was ended`;
    return { failure: { what, error: { code: 'TIME_LIMIT', message } }, waitedForCpuMs: 0 };
  }
  if (waitedForCpuMs !== null) {
    const failure = end.left.length === 0 ? null : { what: null, error: leftRunning(end.left) };
    return { failure, waitedForCpuMs };
  }
  const error = { code: 'EXITED', message: describeEnd(end) };
  return { failure: { what, error }, waitedForCpuMs: 0 };
}

/** They would take time from every later measurement. */
function leftRunning(left: readonly RunningProcess[]): FailureDescription {
  const named = left.map(({ pid, command }) => `${command} (process ${pid})`).join(', ');
  return {
    code: 'LEFT_RUNNING',
    message: `it left running what it had started: ${named}. That was ended now; end it in the test or in afterAll.`,
  };
}
