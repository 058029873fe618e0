import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:process';
import { ProcessTree } from '@night-pilot/perf-tools/monitor';

/** Linux counts it in hundredths of a second on every machine. */
const MS_PER_TICK = 10;

/** CPU time of this thread, its process and the processes that it started, in ms. */
export interface CpuTime {
  /** null on systems that do not count it. */
  threadMs: number | null;
  /** CPU time of all threads of the process, without V8's sampler. */
  processMs: number;
  /** CPU time of its descendants, including ended ones. null on systems that do not count it. */
  childrenMs: number | null;
}

/** Reads the CPU time of this thread and its process until now. */
export function readCpuTime(): CpuTime {
  return {
    threadMs: threadMs(),
    processMs: msOf(process.cpuUsage()) - samplerMs(),
    childrenMs: childrenMs(),
  };
}

/** Returns the CPU time since a first reading. */
export function cpuTimeSince(start: CpuTime, now: CpuTime = readCpuTime()): CpuTime {
  const between = (from: number | null, to: number | null) =>
    from === null || to === null ? null : Math.max(0, to - from);
  return {
    threadMs: between(start.threadMs, now.threadMs),
    processMs: Math.max(0, now.processMs - start.processMs),
    childrenMs: between(start.childrenMs, now.childrenMs),
  };
}

/** Node 24 measures it itself, Node 22 does not. */
function threadMs(): number | null {
  const { threadCpuUsage } = process as Partial<Pick<NodeJS.Process, 'threadCpuUsage'>>;
  return threadCpuUsage === undefined
    ? runMs('/proc/thread-self/schedstat')
    : msOf(threadCpuUsage.call(process));
}

/** CPU time of the thread of V8's sampler, which an unprofiled program does not have. */
function samplerMs(): number {
  if (platform !== 'linux') return 0;
  let ms = 0;
  for (const thread of readdirSync('/proc/self/task')) {
    const folder = `/proc/self/task/${thread}`;
    if (read(`${folder}/comm`).trim() === 'v8:ProfEvntProc') {
      ms += runMs(`${folder}/schedstat`) ?? 0;
    }
  }
  return ms;
}

function childrenMs(): number | null {
  if (platform !== 'linux') return null;
  // The fields after the name of the program, see proc_pid_stat(5): cutime and cstime, of children that ended.
  const stat = read('/proc/self/stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const endedMs = (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK;
  const running = readdirSync('/proc/self/task').flatMap((thread) =>
    read(`/proc/self/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  const tree = new ProcessTree(running);
  const runningMs = tree.read().cpuMs;
  tree.close();
  return endedMs + runningMs;
}

/** Returns the time in which this thread was ready to run and had no CPU, in ms; 0 on systems that do not count it. */
export function queuedMs(): number {
  const [, queuedNs = '0'] = read('/proc/thread-self/schedstat').split(' ');
  return Number(queuedNs) / 1e6;
}

function runMs(schedstat: string): number | null {
  const text = read(schedstat);
  return text === '' ? null : Number(text.split(' ')[0]) / 1e6;
}

/** Returns an empty text for a missing file: a thread may have ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function msOf({ user, system }: { user: number; system: number }): number {
  return (user + system) / 1000;
}
