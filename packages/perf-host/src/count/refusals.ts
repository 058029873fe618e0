import type { CountedWaits, Inspection, Waits } from '../fork/count-protocol.ts';

/** Limit of the CPU time of other threads for a benchmark that does its own work, as a share of all CPU time. */
const OTHER_THREADS_SHARE = 0.05;
/** CPU time that Node's own threads may take at any time, in ms. */
const OTHER_THREADS_MS = 2;
/** Least share of the time that a blocked benchmark spends off the CPU. */
const BLOCKED_SHARE = 0.05;
const BLOCKED_PER_ITERATION = 0.5;
const LEAST_BLOCKED = 5;

/** Returns why a benchmark cannot be counted, from what a fork saw of it; null when it can. */
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

/** Returns why a count is not valid, from what the counting fork saw; null when it is. */
export function refusalOfCount({ loopEvents, idleMs }: CountedWaits): string | null {
  return loopEvents > 0 || idleMs > 0 ? refusal('it waits for the event loop now and then') : null;
}

/** Returns a reason with the instrument that judges instead. */
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

/** Only giving up the CPU is a sign of blocking: on a busy machine a process also loses its CPU involuntarily. */
function isBlocked({ blockedCount, iterations, durationMs, cpuMs }: Waits): boolean {
  return (
    blockedCount !== null &&
    blockedCount >= Math.max(LEAST_BLOCKED, BLOCKED_PER_ITERATION * iterations) &&
    durationMs - cpuMs > BLOCKED_SHARE * durationMs
  );
}

/** Kinds of async_hooks resources by a part of their names, in words. The first that matches is used. */
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
