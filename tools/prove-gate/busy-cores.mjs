import { spawn } from 'node:child_process';

/** Computes until it is killed, or until its parent has died. */
const PROGRAM = `
const parent = process.ppid;
while (process.ppid === parent) {
  const end = Date.now() + 200;
  while (Date.now() < end);
}`;

/**
 * Keeps cores busy, each with a process of normal priority.
 *
 * @param {number} cores
 * @returns {{ pids: number[], stop: () => void }}
 */
export function keepBusy(cores) {
  const processes = Array.from({ length: cores }, () =>
    spawn(process.execPath, ['--eval', PROGRAM], { stdio: 'ignore' }),
  );
  return {
    pids: processes.flatMap(({ pid }) => pid ?? []),
    stop: () => processes.forEach((child) => child.kill('SIGKILL')),
  };
}
