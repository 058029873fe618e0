import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchTests, type BenchTurnsOptions } from '@night-pilot/perf-compare/compare';
import { declaredInHead, type PairedTest, suiteOf } from '@night-pilot/perf-compare/versions';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { detectEnvironment } from '@night-pilot/perf-report/machine';

/** Bench files with benchmarks to measure against themselves. */
export interface TimedPrograms {
  root: string;
  /** Paths relative to the root. */
  files: readonly string[];
}

/** The programs of perf-kit: ten of different character. */
export const TEN_PROGRAMS: TimedPrograms = {
  root: fileURLToPath(new URL('programs', import.meta.url)),
  files: ['ten-programs.bench.ts'],
};

/**
 * Returns every test of the programs, with the same file as both versions.
 *
 * @throws {PerfKitError} `CALIBRATION_FAILED` when one of them does not run.
 */
export async function testsOfPrograms(
  { root, files }: TimedPrograms,
  { signal, ...options }: BenchTurnsOptions & { signal?: AbortSignal | undefined },
): Promise<PairedTest[]> {
  const project = { name: 'calibrate', root };
  const environment = detectEnvironment();
  const { benchmarks, problems } = await declaredInHead({
    project,
    files: files.map((file) => join(root, file)),
    environment,
    signal,
  });
  const [problem] = problems;
  if (problem !== undefined) throw programFailed(problem.what, problem.message);
  const paired = benchmarks.map(({ file, test, name, instruments }) => {
    const arm = { cwd: root, file };
    return {
      suite: suiteOf(test),
      test,
      name,
      instruments,
      base: arm,
      head: arm,
      failsInBase: null,
    };
  });
  return benchTests(paired, options);
}

export function programFailed(program: string, message: string): PerfKitError {
  return new PerfKitError(
    'CALIBRATION_FAILED',
    `The program "${program}" could not be measured: ${message}. The record keeps earlier measurements.`,
  );
}
