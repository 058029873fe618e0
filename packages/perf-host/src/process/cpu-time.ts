import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:process';
import { ProcessTree } from '@night-pilot/perf-tools/monitor';

/** Linux shows it to programs in hundredths of a second on every machine. */
const MS_PER_TICK = 10;

/** What this thread, its process and the processes that it started took until now, in ms. */
export interface CpuTime {
  /** null: this system does not tell. */
  threadMs: number | null;
  /** Of all threads of the process, without V8's sampler. */
  processMs: number;
  /** Of its children and theirs, ended ones too. null: this system does not tell. */
  childrenMs: number | null;
}

/** Reads what this thread and its process took until now. */
export function readCpuTime(): CpuTime {
  return {
    threadMs: threadMs(),
    processMs: msOf(process.cpuUsage()) - samplerMs(),
    childrenMs: childrenMs(),
  };
}

/** What was taken after a first reading. */
export function cpuTimeSince(start: CpuTime, now: CpuTime = readCpuTime()): CpuTime {
  const between = (from: number | null, to: number | null) =>
    from === null || to === null ? null : Math.max(0, to - from);
  return {
    threadMs: between(start.threadMs, now.threadMs),
    processMs: Math.max(0, now.processMs - start.processMs),
    childrenMs: between(start.childrenMs, now.childrenMs),
  };
}

/** Node 24 has it, Node 22 does not. */
function threadMs(): number | null {
  const { threadCpuUsage } = process as Partial<Pick<NodeJS.Process, 'threadCpuUsage'>>;
  return threadCpuUsage === undefined
    ? runMs('/proc/thread-self/schedstat')
    : msOf(threadCpuUsage.call(process));
}

/** V8's sampler has a thread of its own, which the program would not have. */
function samplerMs(): number {
  if (platform !== 'linux') return 0;
  let ms = 0;
  for (const thread of readdirSync('/proc/self/task')) {
    const of = `/proc/self/task/${thread}`;
    if (read(`${of}/comm`).trim() === 'v8:ProfEvntProc') ms += runMs(`${of}/schedstat`) ?? 0;
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

/** For how long this thread could have run and was not let, in ms. 0 where the system does not tell. */
export function queuedMs(): number {
  const [, queuedNs = '0'] = read('/proc/thread-self/schedstat').split(' ');
  return Number(queuedNs) / 1e6;
}

function runMs(schedstat: string): number | null {
  const text = read(schedstat);
  return text === '' ? null : Number(text.split(' ')[0]) / 1e6;
}

/** Empty where it is not there: a thread may have ended meanwhile. */
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
