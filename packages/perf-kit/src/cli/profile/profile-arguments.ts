import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { ExternalTool } from '@night-pilot/perf-compare/profile';
import type { Profiler } from '@night-pilot/perf-host/fork';

export interface ProfileFlags {
  grep?: string;
  tool: Profiler | ExternalTool;
  base?: string;
  head?: string;
}

export interface ProfileArguments extends ProfileFlags {
  /** A bench file, a script, or the first of two saved profiles. */
  target: string;
  /** Arguments of the script, or the second profile. */
  args: readonly string[];
  signal: AbortSignal;
}

/** Duration of the profile of a benchmark, in ms. */
export const PROFILED_MS = 1000;

/** Creates the error for arguments that do not fit. */
export function badArgument(expected: string, got: string): PerfKitError {
  return new PerfKitError('BAD_ARGUMENT', `Expected ${expected}, got ${got}.`);
}
