/** What a process tree uses at one moment. */
export interface TreeUsage {
  /** Resident memory of the living processes, added up: what they share counts once for each. */
  rssBytes: number;
  /** CPU time that the tree has used so far, by processes that have ended too. */
  cpuMs: number;
  /** Processes that are alive. */
  processes: number;
}

/** Reads a process tree again and again. Processes that are gone, or never were, count as nothing. */
export interface TreeReader {
  read(): TreeUsage | Promise<TreeUsage>;
  /** Lets go of what the system gave. */
  close(): void;
}
