import type { PartKind } from '@night-pilot/perf-kit/report';

/** What a project does when it is measured, by the name of its target. */
export const MEASURING_KINDS = ['bench', 'load', 'perf'] as const satisfies readonly PartKind[];

/** One measuring target of one project. */
export interface MeasuringTask {
  /** As the build system names it: `db:bench`. */
  id: string;
  project: string;
  kind: (typeof MEASURING_KINDS)[number];
  /** Whether the build system would answer it from a cache if it was let. */
  cache: boolean;
}

export interface TaskProcess {
  /** Variables for the measuring process, on top of this process's own. */
  env: Record<string, string>;
  /** Takes what the process prints, piece by piece. */
  onOutput: (text: string) => void;
  /** Ends the process and all that it started. */
  signal?: AbortSignal | undefined;
}

/** What knows the measuring targets of a workspace and can run them. */
export interface TaskRunner {
  /** The measuring targets of one project or of all, in the order in which they are to be run. */
  list(options: {
    project?: string | undefined;
    signal?: AbortSignal | undefined;
  }): Promise<MeasuringTask[]>;
  /** Runs one target and resolves to its exit code: 0 when it did all that it was asked to do. */
  run(task: MeasuringTask, options: TaskProcess): Promise<number>;
}
