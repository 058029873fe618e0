import { type ChildProcess, spawn } from 'node:child_process';
import type { Mark } from './marked.ts';
import { ownOwner } from './owner.ts';

/** Process groups that must not outlive this process. */
interface HeldGroup {
  pid: number;
  /** Time between SIGTERM to its leader and SIGKILL to all, in whole seconds. 0: no SIGTERM. */
  graceSeconds: number;
  /** Mark of further processes. They are killed as well, on Linux. */
  mark: Mark | null;
}

/**
 * Reads lists of groups, one a line, and acts on the last one when this process is gone, which closes the pipe. Each
 * group is `pid,seconds,mark`. A shell, because it is small and sleeps in the kernel.
 */
const SCRIPT = `
held=
while IFS= read -r line; do held=$line; done
for group in $held; do
  {
    pid=\${group%%,*}; rest=\${group#*,}; grace=\${rest%%,*}; mark=\${rest#*,}
    if [ "$grace" -gt 0 ]; then
      kill -TERM "$pid"
      tenths=$((grace * 10))
      while [ "$tenths" -gt 0 ] && kill -0 "-$pid"; do sleep 0.1; tenths=$((tenths - 1)); done
    fi
    kill -KILL "-$pid"
    if [ -n "$mark" ] && [ -d /proc/self ]; then
      for found in $(grep -la -e "$mark" /proc/[0-9]*/environ); do
        found=\${found#/proc/}
        kill -KILL "\${found%/environ}"
      done
    fi
  } &
done
wait
`;

const held = new Map<number, HeldGroup>();
let leash: ChildProcess | null = null;

/**
 * Gets ready for {@link holdGroup}: call it before the group is started, so that hardly any time passes between the start and
 * the hold, in which a SIGKILL would leave the group behind.
 */
export function prepareToHold(): void {
  if (process.platform !== 'win32') leash ??= startLeash();
}

/**
 * Has a process group ended when this process is gone, however it ends: also by SIGKILL, and also when the group is in
 * the midst of synchronous work. Does nothing on Windows.
 *
 * @param pid Leader of the group.
 * @param options.graceSeconds See `HeldGroup`. @default 0
 * @param options.mark See `HeldGroup`. @default none
 * @returns A function that lets go of the group.
 */
export function holdGroup(
  pid: number,
  { graceSeconds = 0, mark = null }: Partial<Omit<HeldGroup, 'pid'>> = {},
): () => void {
  if (process.platform === 'win32') return () => undefined;
  held.set(pid, { pid, graceSeconds, mark });
  tell();
  return () => {
    held.delete(pid);
    tell();
  };
}

function tell(): void {
  leash ??= startLeash();
  const groups = [...held.values()].map(
    ({ pid, graceSeconds, mark }) => `${pid},${graceSeconds},${mark?.text ?? ''}`,
  );
  leash.stdin?.write(`${groups.join(' ')}\n`);
}

/** It is in a session of its own, so that no Ctrl-C and no signal to this group ends it. */
function startLeash(): ChildProcess {
  const child: ChildProcess = spawn('/bin/sh', ['-c', SCRIPT, `perf-leash-of-${ownOwner()}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
  });
  const forget = () => {
    if (leash === child) leash = null;
  };
  child.once('error', forget);
  child.once('exit', forget);
  // It has no pipe when the system can start no further process.
  child.stdin?.on('error', () => undefined);
  // Neither keeps this process alive.
  child.unref();
  (child.stdin as { unref?: () => void } | null)?.unref?.();
  return child;
}
