import { setTimeout } from 'node:timers/promises';

/** What was closed needs a moment to be gone. */
const GRACE_MS = 300;
const STEP_MS = 10;

/**
 * Watches timers, sockets, servers and the like that keep a process alive.
 *
 * @returns A function that tells which are open more than now, such as `2 Timeout, 1 TCPServerWrap`.
 *   It waits a moment for those that are closing. Empty when there are none.
 */
export function watchHandles(): () => Promise<string> {
  const before = counted();
  return async () => {
    for (const end = performance.now() + GRACE_MS; ;) {
      const left = [...counted()].flatMap(([kind, count]) => {
        const more = count - (before.get(kind) ?? 0);
        return more > 0 ? [`${more} ${kind}`] : [];
      });
      if (left.length === 0 || performance.now() > end) return left.join(', ');
      await setTimeout(STEP_MS, undefined, { ref: false });
    }
  };
}

/** Pipes are left out: those of this process itself come and go with its first output. */
function counted(): Map<string, number> {
  const kinds = process.getActiveResourcesInfo().filter((kind) => kind !== 'PipeWrap');
  const groups = Map.groupBy(kinds, (kind) => kind);
  return new Map([...groups].map(([kind, members]) => [kind, members.length]));
}
