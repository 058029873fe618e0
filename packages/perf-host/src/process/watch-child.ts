import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { limitGivenTime } from './given-time.ts';
import {
  endMarked,
  findMarked,
  type Mark,
  type RunningProcess,
} from '@night-pilot/perf-report/process';
import { groupMembers } from './group-members.ts';
import { signalChild } from './signal-child.ts';

/** Time in which a process that is asked to leave may tidy up, in ms, unless its caller says otherwise. */
const DEFAULT_GRACE_MS = 3000;
/** Characters of output that are kept: a cause may stand above the stack traces that follow it. */
const DEFAULT_KEEP = 16_000;
/** Time in which a process that the ended one left behind may hold its output open, in ms. */
const OUTPUT_GRACE_MS = 500;

/** Pause between two looks for what a child left running, in ms. */
const LEFT_STEP_MS = 20;

/** When and how a child process is ended, and how much of its output is kept. */
export interface WatchOptions {
  /**
   * The child leads a process group of its own, and signals reach the whole group. The rest of the group is killed
   * when the child has ended. On Windows signals only reach the child itself.
   *
   * @default false
   */
  group?: boolean | undefined;
  /**
   * Time in which the rest of the group may end by itself after the child ended by itself, in ms. What still runs then
   * is named in `left` and killed. @default 0: it is killed at once and not named
   */
  leftGraceMs?: number | undefined;
  /** Mark in the environment of the child: what carries it belongs to the group as well. @default none */
  mark?: Mark | undefined;
  /** Time that the machine gives the child before it is ended, in ms, see `limitGivenTime`. @default no limit */
  limitMs?: number | undefined;
  /** Time between being asked to leave and SIGKILL, in ms. 0: it is not asked. @default 3000 */
  graceMs?: number | undefined;
  /** Whether the whole group is asked to leave. Otherwise the child ends what it has started. @default true */
  asksGroup?: boolean | undefined;
  /** Signal that asks the child to leave. @default SIGTERM */
  askWith?: NodeJS.Signals | undefined;
  /** Time between the abort and being asked, in ms: Ctrl-C may have reached the child already. @default 0 */
  askAfterMs?: number | undefined;
  /** Ends the child when it is aborted. */
  signal?: AbortSignal | undefined;
  /** Characters kept of the end of its output, of each stream and of both together. @default 16000 */
  keep?: number | undefined;
  /** Also shows the output on the streams of this process. @default false */
  isShown?: boolean | undefined;
}

/** How a child process ended, and the end of what it printed on the streams that are pipes. */
export interface ProcessEnd {
  /** `late`: it was ended at its limit. `aborted`: it was ended because `signal` was aborted. */
  state: 'exited' | 'late' | 'aborted';
  /** null: a signal ended it. */
  exitCode: number | null;
  /** null: it ended by itself. */
  killedBy: NodeJS.Signals | null;
  /** From just before its start to its end, in ms. */
  elapsedMs: number;
  stdout: string;
  stderr: string;
  /** Both streams, in the order in which they arrived. */
  output: string;
  /** Processes of its group that it left running. They are gone. See `leftGraceMs`. */
  left: readonly RunningProcess[];
}

export interface WatchedChild {
  /** Whether it was ended at its limit; it may still be tidying up. */
  isLate: () => boolean;
  /** Settles when it is gone. Rejects with the system's error (`ENOENT`) when it could not be started. */
  ended: Promise<ProcessEnd>;
}

/** Ends a child process at its limit or when it is aborted, keeps its last output, and waits until it is gone. */
export function watchChild(
  child: ChildProcess,
  options: WatchOptions,
  startedAt = performance.now(),
): WatchedChild {
  const { group = false, limitMs, graceMs = DEFAULT_GRACE_MS, askAfterMs = 0, signal } = options;
  const { leftGraceMs = 0, mark } = options;
  let state: ProcessEnd['state'] = 'exited';
  const timers: NodeJS.Timeout[] = [];
  const send = (name: NodeJS.Signals) => signalChild(child, name, { group });
  const end = (why: 'late' | 'aborted', askInMs: number) => {
    if (state !== 'exited') return;
    state = why;
    if (graceMs === 0) return void send('SIGKILL');
    const asksGroup = group && options.asksGroup !== false;
    const ask = () => signalChild(child, options.askWith ?? 'SIGTERM', { group: asksGroup });
    if (askInMs === 0) ask();
    else timers.push(setTimeout(ask, askInMs));
    timers.push(setTimeout(() => send('SIGKILL'), askInMs + graceMs));
  };
  const onAbort = () => end('aborted', askAfterMs);
  const callOffLimit =
    limitMs === undefined
      ? () => undefined
      : limitGivenTime({ pid: child.pid, limitMs, onEnd: () => end('late', 0) });
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  const callOff = () => {
    callOffLimit();
    signal?.removeEventListener('abort', onAbort);
    timers.forEach(clearTimeout);
  };
  const output = keepOutput(child, options);
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    let elapsedMs = 0;
    let endingGroup: Promise<RunningProcess[]> = Promise.resolve([]);
    child.on('error', (error) => {
      callOff();
      reject(error);
    });
    child.on('exit', () => {
      elapsedMs = performance.now() - startedAt;
      callOff();
      if (group)
        endingGroup = endGroup(child, { mark, graceMs: state === 'exited' ? leftGraceMs : 0 });
      closeOutputSoon(child);
    });
    child.on('close', (exitCode, killedBy) => {
      void endingGroup.then((left) => {
        resolve({ state, exitCode, killedBy, elapsedMs, ...output(), left });
      });
    });
  });
  return { isLate: () => state === 'late', ended };
}

/** Kills what is left of the group of a child that has ended, and returns what did not end in its time of grace. */
async function endGroup(
  child: ChildProcess,
  { mark, graceMs }: { mark: Mark | undefined; graceMs: number },
): Promise<RunningProcess[]> {
  const { pid } = child;
  let left: RunningProcess[] = [];
  if (graceMs > 0 && pid !== undefined) {
    left = membersOf(pid, mark);
    for (const end = performance.now() + graceMs; left.length > 0 && performance.now() < end;) {
      await sleep(LEFT_STEP_MS);
      left = membersOf(pid, mark);
    }
  }
  signalChild(child, 'SIGKILL', { group: true });
  if (mark !== undefined) endMarked(mark);
  return left;
}

function membersOf(group: number, mark: Mark | undefined): RunningProcess[] {
  const members = groupMembers(group);
  const marked = mark === undefined ? [] : findMarked(mark);
  return [...members, ...marked.filter(({ pid }) => members.every((member) => member.pid !== pid))];
}

/** Collects what the child prints; the function returns what is kept so far. */
function keepOutput(
  child: ChildProcess,
  { keep = DEFAULT_KEEP, isShown = false }: WatchOptions,
): () => Pick<ProcessEnd, 'stdout' | 'stderr' | 'output'> {
  const kept = { stdout: '', stderr: '', output: '' };
  const lastOf = (text: string) => (text.length > keep ? text.slice(-keep) : text);
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      kept[name] = lastOf(kept[name] + text);
      kept.output = lastOf(kept.output + text);
      if (isShown) process[name].write(text);
    });
  }
  return () => ({ ...kept });
}

function closeOutputSoon(child: ChildProcess): void {
  setTimeout(() => {
    // Where this process was busy meanwhile, what has arrived is read before the streams are closed.
    setImmediate(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    });
  }, OUTPUT_GRACE_MS).unref();
}
