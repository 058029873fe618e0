import { setTimeout } from 'node:timers/promises';

/** Time in which closed handles may disappear, in ms. */
const GRACE_MS = 300;
const STEP_MS = 10;

/**
 * Watches timers, sockets, servers and the like that keep a process alive.
 *
 * @returns A function that lists those opened since, such as `2 Timeout, 1 TCPServerWrap`, or nothing. It waits a moment
 *   for those that are closing.
 */
export function watchHandles(): () => Promise<string> {
  const before = countHandles();
  return async () => {
    for (const end = performance.now() + GRACE_MS; ;) {
      const left = [...countHandles()].flatMap(([kind, count]) => {
        const more = count - (before.get(kind) ?? 0);
        return more > 0 ? [`${more} ${kind}`] : [];
      });
      if (left.length === 0 || performance.now() > end) return left.join(', ');
      await setTimeout(STEP_MS, undefined, { ref: false });
    }
  };
}

/** Counts open handles by kind, without pipes: those of this process itself come and go with its first output. */
function countHandles(): Map<string, number> {
  const kinds = process.getActiveResourcesInfo().filter((kind) => kind !== 'PipeWrap');
  const groups = Map.groupBy(kinds, (kind) => kind);
  return new Map([...groups].map(([kind, members]) => [kind, members.length]));
}
