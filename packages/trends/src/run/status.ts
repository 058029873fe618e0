import type { PerfReport } from '@night-pilot/perf-report';
import type { MeasuringTask } from './measuring-task.ts';
import type { ProgressLine } from './read-progress.ts';
import type { TimeLeft } from './time-left.ts';

/** The progress of a run. */
export interface RunStatus {
  task: MeasuringTask;
  /** Position of the task among all tasks, from 1. */
  number: number;
  /** Number of tasks. */
  count: number;
  /** null until the measuring process has reported progress. */
  progress: ProgressLine | null;
  /** null when there is nothing to estimate it from. */
  left: TimeLeft | null;
}

/** A measuring target that has ended. */
export interface EndedTask {
  task: MeasuringTask;
  exitCode: number;
  /** The end of its output. */
  output: string;
  /** The reports that it wrote. */
  parts: readonly PerfReport[];
  /** Why one of its reports cannot be read; null when all can. */
  unreadable: string | null;
}

/** A measuring target that has ended, with its duration and the reason of a failure. */
export interface MeasuredTask extends EndedTask {
  durationMs: number;
  /** Why it did not measure everything; null when it did. */
  failure: string | null;
}
