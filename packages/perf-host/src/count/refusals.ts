import type { CountedWaits, Inspection, Waits } from '../fork/count-protocol.ts';

/** CPU time of other threads, as a share of all of it, up to which a benchmark does its own work. */
const OTHER_THREADS_SHARE = 0.05;
/** A thread of Node's own may take so much at any time, in ms. */
const OTHER_THREADS_MS = 2;
/** Share of the time that a blocked benchmark spends off the CPU, at least. */
const BLOCKED_SHARE = 0.05;
const BLOCKED_PER_ITERATION = 0.5;
const LEAST_BLOCKED = 5;

/** Why this benchmark is not to be counted, from what a fork saw of it. null: it is. */
export function refusalOf({ hasIterationHooks, waits }: Inspection): string | null {
  if (hasIterationHooks) {
    return refusal('its beforeEach or afterEach hooks would be counted with every iteration');
  }
  const what = describeResources(waits.resources);
  const named = what === null ? '' : ` (${what})`;
  if (waits.loopEvents > 0 || waits.idleMs > 0) {
    return refusal(`it waits for the event loop${named}`);
  }
  if (worksElsewhere(waits)) return refusal(`other threads work for it${named}`);
  if (isBlocked(waits)) return refusal('it blocks: the system puts it to sleep while it runs');
  return null;
}

/** Why what was counted does not count, from what the counting fork saw. null: it does. */
export function refusalOfCount({ loopEvents, idleMs }: CountedWaits): string | null {
  return loopEvents > 0 || idleMs > 0 ? refusal('it waits for the event loop now and then') : null;
}

/** The reason as it is told: what judges instead belongs to it. */
export function refusal(reason: string): string {
  return `${reason}: judged by wall`;
}

function worksElsewhere({ cpuMs, otherThreadsCpuMs }: Waits): boolean {
  return (
    otherThreadsCpuMs !== null &&
    otherThreadsCpuMs > OTHER_THREADS_MS &&
    otherThreadsCpuMs > OTHER_THREADS_SHARE * cpuMs
  );
}

/** On a busy machine a process loses its CPU against its will: only giving it up is a sign. */
function isBlocked({ blockedCount, iterations, durationMs, cpuMs }: Waits): boolean {
  return (
    blockedCount !== null &&
    blockedCount >= Math.max(LEAST_BLOCKED, BLOCKED_PER_ITERATION * iterations) &&
    durationMs - cpuMs > BLOCKED_SHARE * durationMs
  );
}

/** Each kind of async_hooks resource, by a part of its name, in words. The first that fits names it. */
const RESOURCES: readonly [part: RegExp, name: string][] = [
  [/^(WORKER|MESSAGEPORT)$/, 'worker threads'],
  [/^PROCESSWRAP$/, 'child processes'],
  [/^(TCP|TLS|PIPE|UDP|HTTP|SHUTDOWNWRAP|WRITEWRAP|QUERYWRAP)/, 'sockets'],
  [/^(FS|FILEHANDLE|GETADDRINFO|GETNAMEINFO|ZLIB)|REQUEST$|JOB$/, 'the thread pool'],
  [/^(Timeout|TIMERWRAP)$/, 'timers'],
];

function describeResources(resources: readonly string[]): string | null {
  return RESOURCES.find(([part]) => resources.some((name) => part.test(name)))?.[1] ?? null;
}
