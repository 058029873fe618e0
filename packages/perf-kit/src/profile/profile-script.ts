import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CpuProfile, HeapProfile, Profiler } from './profiled-iterations.ts';

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

export interface ProfiledScript {
  /** How it ended: `exit code 3`, `SIGKILL`; null: as it should. */
  failure: string | null;
  /** null: its process left no profile. */
  main: ProfileOfThread | null;
  /** Of its workers, and of Node processes that it forked. */
  others: ProfileOfThread[];
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

async function readProfiles(
  folder: string,
  profiler: Profiler,
  mainName: string,
): Promise<Pick<ProfiledScript, 'main' | 'others'>> {
  let main: ProfileOfThread | null = null;
  const others: ProfileOfThread[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const profile: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'));
    const read = { profiler, profile } as ProfileOfThread;
    if (name === mainName) main = read;
    else others.push(read);
  }
  return { main, others };
}
