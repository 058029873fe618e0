import type { TreeReader, TreeUsage } from './tree-usage.ts';
import { WatchedProcess } from './watched-process.ts';

/**
 * Reads the given processes and all their descendants under Linux. It watches each process until that ends, even when
 * the parent ends first.
 */
export class ProcessTree implements TreeReader {
  readonly #watched = new Map<number, WatchedProcess>();
  /** CPU time of ended processes without a watched parent. */
  #endedMs = 0;

  constructor(roots: readonly number[]) {
    roots.forEach((pid) => this.#watch(pid));
  }

  read(): TreeUsage {
    const gone = new Map<number, WatchedProcess>();
    // New children are added to the map and visited in the same loop.
    for (const [pid, process] of this.#watched) {
      if (process.read()) {
        process.children().forEach((child) => this.#watch(child));
      } else {
        this.#watched.delete(pid);
        process.close();
        gone.set(pid, process);
      }
    }
    for (const process of gone.values()) this.#settle(process, gone);
    const seen = [...this.#watched.values()];
    return {
      rssBytes: seen.reduce((sum, { rssBytes }) => sum + rssBytes, 0),
      cpuMs: seen.reduce((sum, { cpuMs }) => sum + cpuMs, this.#endedMs),
      // A process that is ending, or that its parent has not waited for, has no memory left.
      processes: seen.filter(({ rssBytes }) => rssBytes > 0).length,
    };
  }

  close(): void {
    for (const process of this.#watched.values()) process.close();
    this.#watched.clear();
  }

  #watch(pid: number): void {
    if (this.#watched.has(pid)) return;
    const process = WatchedProcess.open(pid);
    if (process !== null) this.#watched.set(pid, process);
  }

  /** Passes the CPU time of an ended process to its nearest living ancestor. */
  #settle(ended: WatchedProcess, gone: ReadonlyMap<number, WatchedProcess>): void {
    let { parent } = ended;
    const unpassed = new Map(gone);
    for (let next = unpassed.get(parent); next !== undefined; next = unpassed.get(parent)) {
      unpassed.delete(parent);
      parent = next.parent;
    }
    const heir = this.#watched.get(parent);
    if (heir === undefined) this.#endedMs += ended.cpuMs;
    else heir.childEnded(ended);
  }
}
