/** Usage of a process tree at one moment. */
export interface TreeUsage {
  /** Sum of the resident memory of the living processes. Shared pages count once for each process. */
  rssBytes: number;
  /** CPU time of the tree so far, including ended processes. */
  cpuMs: number;
  /** Number of living processes. */
  processes: number;
}

/** Reads a process tree repeatedly. Ended or unknown processes count as nothing. */
export interface TreeReader {
  read(): TreeUsage | Promise<TreeUsage>;
  /** Releases all resources. */
  close(): void;
}
