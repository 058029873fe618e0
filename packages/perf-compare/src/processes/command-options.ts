import type { BenchInstrument } from '@night-pilot/perf-host/fork';
import type { ComparedVersions } from '../compare/comparison-record.ts';
import type { Command } from './command.ts';

/** Instruments that can judge commands. */
export const COMMAND_INSTRUMENTS = ['wall', 'instructions'] as const satisfies BenchInstrument[];
export type CommandInstrument = (typeof COMMAND_INSTRUMENTS)[number];

export interface CompareCommandsOptions {
  base: Command;
  head: Command;
  /** Name of the project that the series belong to. */
  project: string;
  /** Working directory of both. */
  cwd: string;
  /** @default both, of which wall time alone judges commands that cannot be counted */
  instruments?: readonly CommandInstrument[] | undefined;
  /**
   * Time of the whole comparison, on the clock, in ms: first runs, counts and wall time.
   *
   * @default 60,000 for wall time; counts end by themselves
   */
  budgetMs?: number | undefined;
  /** The smallest change of wall time that matters, as a share. @default 0.0125 */
  minEffect?: number | undefined;
  /** A run that takes longer is killed, in ms. @default the budget, at least 10,000 */
  limitMs?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

export interface ComparedCommands extends ComparedVersions {
  /** Lines for the reader: why an instrument gives no verdict, and what would bring one. */
  notes: string[];
  /** Says how much time would do when it ran out. null: it did not. */
  lastLine: string | null;
}
