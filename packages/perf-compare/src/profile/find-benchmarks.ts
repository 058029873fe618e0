import { relative } from 'node:path';
import { benchPlan, type DeclaredInTest, listBenchmarks } from '@night-pilot/perf-host/bench';
import { nearNames } from '@night-pilot/perf-host/workspace';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { Project } from '@night-pilot/perf-report/workspace';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';

export interface FindBenchmarksOptions {
  project: Project;
  /** Absolute path of a bench file. */
  file: string;
  /** Only what has this text in its title. @default everything */
  grep?: string | undefined;
  signal: AbortSignal;
}

/**
 * The benchmarks of a bench file; its tests are run without them.
 *
 * @throws {PerfKitError} `NOTHING_TO_MEASURE` when none is wanted, with those that there are; also when the file is broken.
 */
export async function findBenchmarks(options: FindBenchmarksOptions): Promise<DeclaredInTest[]> {
  const { project, file, grep = '', signal } = options;
  const { benchmarks, problems } = await listBenchmarks({
    project,
    files: [file],
    environment: detectEnvironment(),
    limitMs: benchPlan(true).limitMs,
    signal,
  });
  signal.throwIfAborted();
  const wanted = benchmarks.filter((benchmark) => titleOf(benchmark).includes(grep));
  if (wanted.length > 0) return wanted;
  const name = relative(process.cwd(), file);
  const broken = problems.find((metric) => metric.state === 'failed');
  if (broken?.state === 'failed') {
    throw new PerfKitError('NOTHING_TO_MEASURE', `${name} cannot be run: ${broken.error.message}`);
  }
  const titles = benchmarks.map(titleOf);
  const near = nearNames(grep, [...titles, ...benchmarks.map((one) => one.name)]);
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  throw new PerfKitError(
    'NOTHING_TO_MEASURE',
    `Expected a benchmark with "${grep}" in its suite or name in ${name}, got none.${meant} It has: ${titles.join('; ') || 'none'}.`,
  );
}

/** Its suite and name, as a person reads it. */
export function titleOf({ test, name }: Pick<DeclaredInTest, 'test' | 'name'>): string {
  return [...test, name].join(SUITE_SEPARATOR);
}
