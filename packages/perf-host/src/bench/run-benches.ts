import type { Metric } from '@night-pilot/perf-report';
import type { DeclaredBenchmark, SamplePlan } from '../fork/bench-protocol.ts';
import { unlessAborted } from '../process/unless-aborted.ts';
import { BenchRecord, type IsTimed } from './bench-record.ts';
import { declaredIn, type DeclaredInTest, type ListBenchmarksOptions } from './list-benchmarks.ts';
import { listTests, type ListedTest, suiteOf } from './list-tests.ts';
import { type BenchPlan, samplingOf } from './plan.ts';
import { runTest, TestReport, type TestRequests } from './test-report.ts';

export interface RunBenchesOptions extends Omit<ListBenchmarksOptions, 'limitMs'> {
  plan: BenchPlan;
  /**
   * The benchmarks whose time is measured: `all`, or `declared`, those that ask for `wall` or for no instrument.
   *
   * @default 'declared'
   */
  take?: 'all' | 'declared';
  /** Called once for each benchmark that a test runs. */
  onDeclared?: (benchmark: DeclaredInTest) => void;
}

/**
 * Measures benchmarks in bare Node forks, one test a fork. All tests take turns, fork by fork, so that a disturbance of
 * some seconds does not hit all the evidence of one of them. Every second fork measures the benchmarks of a comparison in
 * reverse.
 *
 * @returns A metric for each benchmark, in the order of the files. A test that fails in any fork makes its benchmarks
 *   `failed`; the others go on. When `signal` is aborted meanwhile, benchmarks have the forks that were measured until
 *   then; a test without any is `unavailable`.
 * @throws the reason of `signal` when it is aborted before the first test runs.
 */
export async function runBenches(options: RunBenchesOptions): Promise<Metric[]> {
  const record = new BenchRecord(await findTests(options));
  await unlessAborted(options.signal, () => measureInTurns(record, options));
  return record.metrics(options);
}

function findTests({ project, files, wanted = () => true, plan, signal }: RunBenchesOptions) {
  return listTests({ project, files, wanted, limitMs: plan.limitMs, signal });
}

/** Measures each test once a round. A test that failed or skips itself takes no further turn. */
async function measureInTurns(record: BenchRecord, options: RunBenchesOptions): Promise<void> {
  const { plan, onProgress } = options;
  const { tests } = record;
  const total = tests.length * plan.forks;
  for (let round = 0; round < plan.forks; round += 1) {
    for (const [index, test] of tests.entries()) {
      onProgress?.(round * tests.length + index, total, suiteOf(test.path));
      if (record.isSound(test)) await measureOnce(test, round, record, options);
    }
  }
  onProgress?.(total, total, '');
}

/** Measures a test in one fork. Forks of evidence from before an abort count. */
async function measureOnce(
  test: ListedTest,
  round: number,
  record: BenchRecord,
  options: RunBenchesOptions,
): Promise<void> {
  const { project, plan, signal, onDeclared } = options;
  const isTimed = timedBy(options);
  const report = new TestReport();
  try {
    const requests = requestsFor(test, { round, plans: record.plansOf(test) }, options);
    await runTest(report, requests, { cwd: project.root, limitMs: plan.limitMs, signal });
  } finally {
    if (round === 0) for (const benchmark of declaredIn(test, report)) onDeclared?.(benchmark);
    record.addForks(test, report, isTimed);
  }
  record.addEnd(test, report, isTimed);
}

function timedBy({ take = 'declared' }: RunBenchesOptions): IsTimed {
  return ({ instruments }: DeclaredBenchmark) =>
    take === 'all' || instruments?.includes('wall') !== false;
}

function requestsFor(
  { file, path: test }: ListedTest,
  { round, plans }: { round: number; plans: Record<string, SamplePlan> },
  { plan, take = 'declared' }: RunBenchesOptions,
): TestRequests {
  const sampling = { ...samplingOf(plan, { reversed: round % 2 === 1 }), plans };
  return {
    usual: {
      do: 'measure-test',
      file,
      test,
      sampling: { ...sampling, asDeclared: take === 'declared' },
    },
    whole: { do: 'measure-test', file, test, sampling },
  };
}
