import { relative } from 'node:path';
import { benchPlan, type DeclaredInTest, listBenchmarks } from '@night-pilot/perf-host/bench';
import { nearNames } from '@night-pilot/perf-host/workspace';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { Project } from '@night-pilot/perf-report/workspace';
import { titleOf } from '../versions/titles.ts';

export interface FindBenchmarksOptions {
  project: Project;
  /** Absolute path of a bench file. */
  file: string;
  /** Only benchmarks with this text in their suite or name. @default all */
  grep?: string | undefined;
  signal: AbortSignal;
}

/**
 * Lists the benchmarks of a bench file: runs every test once, without its benchmarks.
 *
 * @throws {PerfKitError} `NOTHING_TO_MEASURE` when no benchmark is wanted, naming those of the file, or when it fails.
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
  const near = nearNames(grep, [...titles, ...benchmarks.map(({ name: own }) => own)]);
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  throw new PerfKitError(
    'NOTHING_TO_MEASURE',
    `Expected a benchmark with "${grep}" in its suite or name in ${name}, got none.${meant} It has: ${titles.join('; ') || 'none'}.`,
  );
}
