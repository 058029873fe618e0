import { spawn, spawnSync } from 'node:child_process';
import { endMarked, holdGroup, newMark, prepareToHold } from '@night-pilot/perf-report/process';

/** Environment variable of everything that a target starts. */
const MARK = 'PERF_TRENDS_TARGET';

/** Time in ms between the request to end and the kill. */
export const GRACE_MS = 5_000;

export interface RunProcessOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  onOutput: (text: string, stream: 'stdout' | 'stderr') => void;
  /** Ends the process and its descendants. */
  signal?: AbortSignal | undefined;
}

/**
 * Runs a Node script without a shell, and resolves to its exit code when its output has ended. What it leaves running is
 * ended then, and everything is ended when this process is killed.
 */
export function runNodeScript(
  [script, ...args]: readonly [string, ...string[]],
  { cwd, env, onOutput, signal }: RunProcessOptions,
): Promise<number> {
  signal?.throwIfAborted();
  // Some tools start processes in groups of their own; all of them inherit this.
  const mark = newMark(MARK);
  prepareToHold();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd,
      env: { ...env, ...mark.env },
      // Its own process group can be ended as a whole, and Ctrl-C reaches it once, through us.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => onOutput(text, 'stdout'));
    child.stderr.setEncoding('utf8').on('data', (text: string) => onOutput(text, 'stderr'));
    const letGo =
      child.pid === undefined
        ? () => undefined
        : holdGroup(child.pid, { graceSeconds: GRACE_MS / 1_000, mark });
    let kill: NodeJS.Timeout | undefined;
    const end = () => {
      endGroup(child.pid, 'SIGTERM');
      kill = setTimeout(() => endGroup(child.pid, 'SIGKILL'), GRACE_MS);
    };
    signal?.addEventListener('abort', end, { once: true });
    const settle = () => {
      clearTimeout(kill);
      letGo();
      endMarked(mark);
      signal?.removeEventListener('abort', end);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code) => {
      settle();
      resolve(code ?? 1);
    });
  });
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // ESRCH: it has already ended.
  }
}
