import type { BusyProcess } from './busy-processes.ts';
import { formatPercent } from '@night-pilot/perf-report/text';
import type { Check, Finding } from './finding.ts';

const CHECK: Check = { id: 'load', title: 'background load', matters: ['wall', 'browser'] };
/** Shares of one core: even on a machine with many cores, one busy process evicts caches and takes the boost. */
const WARN_CORES = 0.1;
const BAD_CORES = 0.5;
const NAMED = 3;
/** Number of processes that fit into a line. */
const NAME_LENGTH = 20;

/** Load beside perf-kit while it observed the machine. */
export interface BackgroundLoad {
  elapsedMs: number;
  /** CPU time of everything else on all cores, in ms. */
  cpuMs: number;
  /** Busiest first; empty on systems that do not list processes. */
  processes: readonly BusyProcess[];
}

/** Checks the load beside perf-kit, and names the three busiest processes. */
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
