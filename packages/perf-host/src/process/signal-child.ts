import type { ChildProcess } from 'node:child_process';

/** Sends a signal to a child, or to the whole process group that it leads; on Windows to the child alone. */
export function signalChild(
  child: ChildProcess,
  signal: NodeJS.Signals,
  { group = false } = {},
): void {
  if (child.pid === undefined) return;
  if (!group || process.platform === 'win32') {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Time in which a process group may tidy up before it is killed, in ms. */
const GRACE_MS = 3000;

/** Asks the group that a detached child leads to leave, and kills what is still there after the grace time. */
export function endGroup(child: ChildProcess): void {
  killGroup(child, 'SIGTERM');
  const kill = setTimeout(() => killGroup(child, 'SIGKILL'), GRACE_MS);
  child.once('close', () => clearTimeout(kill));
}

/** Sends a signal to the group that a detached child leads; on Windows to the child alone. */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  signalChild(child, signal, { group: true });
}
