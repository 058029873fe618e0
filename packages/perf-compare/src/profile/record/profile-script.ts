import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CpuTime } from '@night-pilot/perf-host/process';
import type { CpuProfile, HeapProfile, Profiler } from '@night-pilot/perf-host/fork';

const PRELOAD = new URL('./script-preload.mjs', import.meta.url).href;
/** After Ctrl-C a script may leave by itself for so long, and after being asked for as long again. */
const GRACE_MS = 1500;

export interface ProfileScriptOptions {
  args: readonly string[];
  profiler: Profiler;
  signal: AbortSignal;
}

export type ProfileOfThread =
  { profiler: 'cpu'; profile: CpuProfile } | { profiler: 'heap'; profile: HeapProfile };

/** What a thread of a script left when it ended. */
export interface ThreadOfScript {
  pid: number;
  /** 0: the main thread of its process; else the id of a worker. */
  thread: number;
  /** Since its start. `processMs` and `childrenMs` are those of its process. */
  cpuTime: CpuTime;
  sampled: ProfileOfThread;
}

export interface ProfiledScript {
  /** How it ended: `exit code 3`, `SIGKILL`; null: as it should. */
  failure: string | null;
  /** null: its process left no profile. */
  main: ThreadOfScript | null;
  /** Its workers, and the Node processes that it forked, the one that took most first. */
  others: ThreadOfScript[];
}

/**
 * Runs a script of this Node from start to end under V8's profiler, in this folder and with its output on this
 * terminal. When `signal` is aborted it is asked to leave; its profile is there then too.
 */
export async function profileScript(
  file: string,
  { args, profiler, signal }: ProfileScriptOptions,
): Promise<ProfiledScript> {
  signal.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'perf-kit-profile-'));
  try {
    const child = spawn(process.execPath, ['--import', PRELOAD, file, ...args], {
      stdio: 'inherit',
      env: { ...process.env, PERF_KIT_PROFILE_FOLDER: folder, PERF_KIT_PROFILER: profiler },
    });
    // Ctrl-C on a terminal has reached the script already.
    const timers: NodeJS.Timeout[] = [];
    const abort = () => {
      timers.push(setTimeout(() => child.kill('SIGTERM'), GRACE_MS));
      timers.push(setTimeout(() => child.kill('SIGKILL'), 2 * GRACE_MS));
    };
    signal.addEventListener('abort', abort, { once: true });
    const failure = await new Promise<string | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode, killedBy) => {
        resolve(killedBy ?? (exitCode === 0 ? null : `exit code ${exitCode}`));
      });
    });
    timers.forEach(clearTimeout);
    signal.removeEventListener('abort', abort);
    return { failure, ...(await readProfiles(folder, profiler, `${child.pid}-0.json`)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What `script-preload.mjs` writes. */
type Left = Omit<ThreadOfScript, 'sampled'> & { profile: CpuProfile | HeapProfile };

async function readProfiles(
  folder: string,
  profiler: Profiler,
  mainName: string,
): Promise<Pick<ProfiledScript, 'main' | 'others'>> {
  let main: ThreadOfScript | null = null;
  const others: ThreadOfScript[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const { profile, ...of } = JSON.parse(await readFile(join(folder, name), 'utf8')) as Left;
    const read = { ...of, sampled: { profiler, profile } as ProfileOfThread };
    if (name === mainName) main = read;
    else others.push(read);
  }
  const taken = ({ cpuTime }: ThreadOfScript) => cpuTime.threadMs ?? 0;
  return { main, others: others.toSorted((one, other) => taken(other) - taken(one)) };
}
