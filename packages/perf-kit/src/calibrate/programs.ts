import { fileURLToPath } from 'node:url';
import { benchTests, type BenchTurnsOptions } from '../compare/bench-turns.ts';
import { pairBenchmarks } from '../compare/paired-benchmarks.ts';
import type { PairedTest } from '../compare/turn.ts';
import { PerfKitError } from '../errors.ts';
import { detectEnvironment } from '../report/environment.ts';

/** Bench files whose benchmarks are measured against themselves. */
export interface Programs {
  root: string;
  /** Relative to the root. */
  files: readonly string[];
}

/** Those that perf-kit brings along: ten of different character. */
export const PROGRAMS: Programs = {
  root: fileURLToPath(new URL('programs', import.meta.url)),
  files: ['programs.bench.ts'],
};

/**
 * Every test of the programs, with the same file as both versions.
 *
 * @throws {PerfKitError} `CALIBRATION_FAILED` when one of them does not run.
 */
export async function testsOfPrograms(
  { root, files }: Programs,
  { signal, ...options }: BenchTurnsOptions & { signal?: AbortSignal | undefined },
): Promise<PairedTest[]> {
  const project = { name: 'calibrate', root };
  const environment = detectEnvironment();
  const { benchmarks, problems } = await pairBenchmarks({
    ...{ base: project, head: project, files, environment, signal },
    wanted: () => true,
  });
  const [problem] = problems;
  if (problem !== undefined) throw programFailed(problem.what, problem.message);
  return benchTests(benchmarks, options);
}

export function programFailed(program: string, message: string): PerfKitError {
  return new PerfKitError(
    'CALIBRATION_FAILED',
    `The program "${program}" could not be measured: ${message}. What was recorded before is kept.`,
  );
}
