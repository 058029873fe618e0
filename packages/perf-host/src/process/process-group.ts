import type { ChildProcess } from 'node:child_process';

/** How long a process group may tidy up before it is killed. */
const GRACE_MS = 3000;

/** Asks the group that a detached child leads to tidy up and leave, and kills what is still there then. */
export function endGroup(child: ChildProcess): void {
  killGroup(child, 'SIGTERM');
  const kill = setTimeout(() => killGroup(child, 'SIGKILL'), GRACE_MS);
  child.once('close', () => clearTimeout(kill));
}

/** Sends a signal to the group that a detached child leads; on Windows to the child alone. */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
