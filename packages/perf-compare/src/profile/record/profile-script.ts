import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownedTemporaryFolder } from '@night-pilot/perf-report/process';
import { type CpuTime, failureOf, run } from '@night-pilot/perf-host/process';
import type { CpuProfile, HeapProfile, Profiler } from '@night-pilot/perf-host/fork';

const PRELOAD = new URL('./script-preload.mjs', import.meta.url).href;
/** After Ctrl-C a script has this time to leave by itself, and as long again when it is asked to, in ms. */
const GRACE_MS = 1500;

export interface ProfileScriptOptions {
  args: readonly string[];
  profiler: Profiler;
  signal: AbortSignal;
}

export type ProfileOfThread =
  | { profiler: 'cpu'; profile: CpuProfile }
  | { profiler: 'heap'; profile: HeapProfile };

/** The profile of a thread of a script, from its start to its end. */
export interface ThreadOfScript {
  pid: number;
  /** 0: the main thread of its process; else the id of a worker. */
  thread: number;
  /** CPU time since its start. `processMs` and `childrenMs` are those of its process. */
  cpuTime: CpuTime;
  sampled: ProfileOfThread;
}

export interface ProfiledScript {
  /** How it failed: `exit code 3`, `SIGKILL`. null: it did not. */
  failure: string | null;
  /** The main thread. null: its process left no profile. */
  main: ThreadOfScript | null;
  /** Its workers and the Node processes that it started, the one with most CPU time first. */
  others: ThreadOfScript[];
}

/**
 * Runs a script with this Node from start to end under V8's profiler, in this folder and with its output on this
 * terminal. When `signal` is aborted the script is asked to leave, which still gives a profile.
 */
export async function profileScript(
  file: string,
  { args, profiler, signal }: ProfileScriptOptions,
): Promise<ProfiledScript> {
  signal.throwIfAborted();
  const folder = await ownedTemporaryFolder('perf-kit-profile-');
  try {
    const end = await run([process.execPath, '--import', PRELOAD, file, ...args], {
      stdio: 'inherit',
      env: { ...process.env, PERF_KIT_PROFILE_FOLDER: folder, PERF_KIT_PROFILER: profiler },
      // Ctrl-C on a terminal has reached the script already.
      askAfterMs: GRACE_MS,
      graceMs: GRACE_MS,
      signal,
    });
    return { failure: failureOf(end), ...(await readProfiles(folder, profiler)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A file that `script-preload.mjs` writes. */
type Left = Omit<ThreadOfScript, 'sampled'> & {
  /** Process that started this one. */
  parentPid: number;
  profile: CpuProfile | HeapProfile;
};

async function readProfiles(
  folder: string,
  profiler: Profiler,
): Promise<Pick<ProfiledScript, 'main' | 'others'>> {
  let main: ThreadOfScript | null = null;
  const others: ThreadOfScript[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const { profile, parentPid, ...left } = JSON.parse(
      await readFile(join(folder, name), 'utf8'),
    ) as Left;
    const thread = { ...left, sampled: { profiler, profile } as ProfileOfThread };
    // This process started the script itself, and the script started all others.
    if (thread.thread === 0 && parentPid === process.pid) main = thread;
    else others.push(thread);
  }
  const threadMs = ({ cpuTime }: ThreadOfScript) => cpuTime.threadMs ?? 0;
  return { main, others: others.toSorted((a, b) => threadMs(b) - threadMs(a)) };
}
