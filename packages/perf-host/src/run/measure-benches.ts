import type { Environment, Metric } from '@night-pilot/perf-report';
import { type DeclaredInTest, listBenchmarks } from '../bench/list-benchmarks.ts';
import { suiteOf } from '../bench/list-tests.ts';
import { benchPlan } from '../bench/plan.ts';
import { runBenches, type RunBenchesOptions } from '../bench/run-benches.ts';
import { runCounts } from '../count/run-counts.ts';
import type { BenchInstruments } from '../fork/bench-options.ts';

export interface MeasureBenchesOptions extends Omit<
  RunBenchesOptions,
  'plan' | 'take' | 'onDeclared'
> {
  quick: boolean;
  /** Instruments for every benchmark. undefined: those that each one asks for, else `wall`. */
  instruments: BenchInstruments | undefined;
}

/**
 * Measures the benchmarks of bench files: first with `wall`, then with the instruments that count.
 *
 * @returns Their metrics, and the environments of the counting instruments. When `signal` is aborted meanwhile, what is
 *   not measured by then is `unavailable`.
 */
export async function measureBenches(
  options: MeasureBenchesOptions,
): Promise<{ metrics: Metric[]; environments: Environment[] }> {
  const { project, instruments, quick, onProgress, signal } = options;
  const { metrics, declared } = await timeBenches(options);
  const failed = new Set(metrics.filter(isFailureOfTest).map(({ suite }) => suite));
  const requests = declared
    .filter(({ test }) => !failed.has(suiteOf(test)))
    .map(({ file, test, name, instruments: own }) => ({
      file,
      test,
      benchmark: name,
      instruments: instruments ?? own ?? (['wall'] as const),
    }));
  const counts = await runCounts({
    project,
    requests,
    onProgress,
    signal,
    // Instruments that the caller names are counted however long they take.
    quick: quick && instruments === undefined,
  });
  return { metrics: [...metrics, ...counts.metrics], environments: counts.environments };
}

/** Measures times where an instrument asks for them, and lists the benchmarks. */
async function timeBenches({
  instruments,
  quick,
  ...options
}: MeasureBenchesOptions): Promise<{ metrics: Metric[]; declared: DeclaredInTest[] }> {
  const plan = benchPlan(quick);
  if (instruments !== undefined && !instruments.includes('wall')) {
    const { benchmarks, problems } = await listBenchmarks({ ...options, limitMs: plan.limitMs });
    return { metrics: problems, declared: benchmarks };
  }
  const declared: DeclaredInTest[] = [];
  const metrics = await runBenches({
    ...options,
    plan,
    take: instruments === undefined ? 'declared' : 'all',
    onDeclared: (benchmark) => declared.push(benchmark),
  });
  return { metrics, declared };
}

/** A benchmark that measured nothing does not fail the others of its test; it was not declared. */
function isFailureOfTest(metric: Metric): boolean {
  return metric.state === 'failed' && metric.error.code !== 'MEASURED_NOTHING';
}
