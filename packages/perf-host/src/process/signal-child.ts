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
