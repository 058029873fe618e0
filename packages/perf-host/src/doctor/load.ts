import type { BusyProcess } from './busy-processes.ts';
import { formatPercent } from '@night-pilot/perf-report/text';
import type { Check, Finding } from './finding.ts';

const CHECK: Check = { id: 'load', title: 'background load', matters: ['wall', 'browser'] };
/** Of one core: on a machine with many, one busy process still evicts caches and takes the boost. */
const WARN_CORES = 0.1;
const BAD_CORES = 0.5;
const NAMED = 3;
/** Three fit into a line. */
const NAME_LENGTH = 20;

/** What ran beside perf-kit while it looked. */
export interface BackgroundLoad {
  elapsedMs: number;
  /** CPU time used by everything else, on all cores. */
  cpuMs: number;
  /** Busiest first; empty where this system does not tell. */
  processes: readonly BusyProcess[];
}

/** Names the three busiest: they are what to end. */
export function checkLoad({ elapsedMs, cpuMs, processes }: BackgroundLoad): Finding {
  const cores = Math.max(0, cpuMs) / elapsedMs;
  const busiest = processes
    .slice(0, NAMED)
    .map(
      ({ pid, name, cpuMs: own }) => `${shorten(name)} (${pid}) ${formatPercent(own / elapsedMs)}`,
    );
  const named = busiest.length === 0 ? '' : `: ${busiest.join(', ')}`;
  const found = `${formatPercent(cores)} of a core${named}`;
  if (cores < WARN_CORES) return { ...CHECK, state: 'good', found, advice: null };
  return {
    ...CHECK,
    state: cores >= BAD_CORES ? 'bad' : 'warn',
    found,
    advice: 'End or pause what else runs on this machine (other tests, a browser, an indexer).',
  };
}

function shorten(name: string): string {
  return name.length <= NAME_LENGTH ? name : `${name.slice(0, NAME_LENGTH - 1)}…`;
}
