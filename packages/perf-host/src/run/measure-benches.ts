import type { BenchInstruments } from '../fork/bench-options.ts';
import { suiteOf } from '../bench/list-tests.ts';
import { benchPlan } from '../bench/plan.ts';
import { type DeclaredInTest, runBenches, type RunBenchesOptions } from '../bench/run-benches.ts';
import { runCounts } from '../count/run-counts.ts';
import type { Environment, Metric } from '@night-pilot/perf-report';

export interface MeasureBenchesOptions extends Omit<
  RunBenchesOptions,
  'plan' | 'take' | 'onDeclared'
> {
  quick: boolean;
  /** What to measure every benchmark with. undefined: what each one asks for, else `wall`. */
  instruments: BenchInstruments | undefined;
}

/**
 * Runs the benchmarks of bench files with the instruments that were asked for: first those that
 * take time, then those that count.
 *
 * @returns Their metrics, and the environments of the counting ones. When `signal` is aborted
 *   meanwhile, what is missing by then is `unavailable`.
 */
export async function measureBenches({
  instruments,
  quick,
  ...options
}: MeasureBenchesOptions): Promise<{ metrics: Metric[]; environments: Environment[] }> {
  const declared: DeclaredInTest[] = [];
  const metrics = await runBenches({
    ...options,
    plan: benchPlan(quick),
    take: takeOf(instruments),
    onDeclared: (benchmark) => declared.push(benchmark),
  });
  const failed = new Set(metrics.filter(isFailureOfTest).map(({ suite }) => suite));
  const requests = declared
    .filter(({ test }) => !failed.has(suiteOf(test)))
    .map(({ file, test, name, instruments: own }) => ({
      file,
      test,
      benchmark: name,
      instruments: instruments ?? own ?? (['wall'] as const),
    }));
  const { project, onProgress, signal } = options;
  const counts = await runCounts({
    ...{ project, requests, onProgress, signal },
    // What is asked for by name is counted however long it takes.
    quick: quick && instruments === undefined,
  });
  return { metrics: [...metrics, ...counts.metrics], environments: counts.environments };
}

/** A benchmark that measured nothing leaves the others of its test as they are; it was not declared. */
function isFailureOfTest(metric: Metric): boolean {
  return metric.state === 'failed' && metric.error.code !== 'MEASURED_NOTHING';
}

function takeOf(instruments: BenchInstruments | undefined): RunBenchesOptions['take'] {
  if (instruments === undefined) return 'declared';
  return instruments.includes('wall') ? 'all' : 'names';
}
