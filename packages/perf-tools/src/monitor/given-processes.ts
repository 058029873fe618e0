import pidusage from 'pidusage';
import type { TreeReader, TreeUsage } from './tree-usage.ts';

/** Reads the given processes, without children, by pidusage: for systems without `/proc`. */
export class GivenProcesses implements TreeReader {
  readonly #pids: readonly number[];
  /** Last CPU time of each process, so that the time of an ended process is kept. */
  readonly #cpuMs = new Map<number, number>();

  constructor(pids: readonly number[]) {
    this.#pids = pids;
  }

  async read(): Promise<TreeUsage> {
    let rssBytes = 0;
    let processes = 0;
    const usages = await Promise.all(this.#pids.map(usageOf));
    for (const usage of usages) {
      if (usage === null) continue;
      processes += 1;
      rssBytes += usage.memory;
      this.#cpuMs.set(usage.pid, usage.ctime);
    }
    const cpuMs = [...this.#cpuMs.values()].reduce((sum, ms) => sum + ms, 0);
    return { rssBytes, cpuMs, processes };
  }

  close(): void {
    this.#cpuMs.clear();
  }
}

/** @returns null for a process that has ended. */
async function usageOf(pid: number): Promise<pidusage.Status | null> {
  try {
    return await pidusage(pid);
  } catch {
    return null;
  }
}
