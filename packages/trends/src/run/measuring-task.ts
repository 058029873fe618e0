import type { PartKind } from '@night-pilot/perf-report/workspace';

/** Names of the targets that measure a project, in the order in which they run. */
export const MEASURING_KINDS = ['bench', 'load', 'perf'] as const satisfies readonly PartKind[];

/** One measuring target of one project. */
export interface MeasuringTask {
  /** Id in the build system: `db:bench`. */
  id: string;
  project: string;
  kind: (typeof MEASURING_KINDS)[number];
  /** Whether the build system may answer it from its cache. */
  cache: boolean;
}

export interface TaskProcess {
  /** Environment variables for the measuring process, in addition to those of this process. */
  env: Record<string, string>;
  /** Receives the output in pieces. */
  onOutput: (text: string) => void;
  /** Ends the process and its descendants. */
  signal?: AbortSignal | undefined;
}

/** Lists and runs the measuring targets of a workspace. */
export interface TaskRunner {
  /** Lists the measuring targets of one project or of all, in the order in which they run. */
  list(options: {
    project?: string | undefined;
    signal?: AbortSignal | undefined;
  }): Promise<MeasuringTask[]>;
  /** Runs one target and resolves to its exit code: 0 when it measured everything. */
  run(task: MeasuringTask, options: TaskProcess): Promise<number>;
}
