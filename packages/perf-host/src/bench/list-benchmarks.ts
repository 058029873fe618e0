import type { Environment, Metric } from '@night-pilot/perf-report';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { DeclaredBenchmark, TestPath } from '../fork/bench-protocol.ts';
import { unlessAborted } from '../process/unless-aborted.ts';
import { BenchRecord } from './bench-record.ts';
import { listTests, type ListedTest, suiteOf } from './list-tests.ts';
import { benchPlan, samplingOf } from './plan.ts';
import { runTest, TestReport, type TestRequests } from './test-report.ts';

export interface ListBenchmarksOptions {
  project: Project;
  /** Absolute paths of bench files. */
  files: readonly string[];
  environment: Environment;
  /** Limit of the time of each fork, in ms. */
  limitMs: number;
  /** Only tests whose suite (titles joined by ` › `) passes. @default all */
  wanted?: ((suite: string) => boolean) | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** A benchmark, and the test that runs it. */
export interface DeclaredInTest extends DeclaredBenchmark {
  file: string;
  test: TestPath;
}

export interface ListedBenchmarks {
  /** In the order of the files. */
  benchmarks: DeclaredInTest[];
  /** Files, tests and benchmarks that cannot be measured: `failed` metrics, or `unavailable` ones. */
  problems: Metric[];
}

/**
 * Lists the benchmarks of bench files without measuring them: each test runs once and its benchmarks are passed over, all
 * tests of a file in one fork. A test that does not simply pass there runs in a fork of its own, which shows why.
 *
 * @returns When `signal` is aborted meanwhile, tests that no fork has reached are `unavailable`.
 * @throws the reason of `signal` when it is aborted before the first test runs.
 */
export async function listBenchmarks({
  project,
  files,
  environment,
  limitMs,
  wanted = () => true,
  onProgress,
  signal,
}: ListBenchmarksOptions): Promise<ListedBenchmarks> {
  const record = new BenchRecord(
    await listTests({ project, files, wanted, declare: true, limitMs, signal }),
  );
  const { tests } = record;
  const benchmarks: DeclaredInTest[] = [];
  await unlessAborted(signal, async () => {
    for (const [index, test] of tests.entries()) {
      onProgress?.(index, tests.length, suiteOf(test.path));
      const report = new TestReport();
      if (test.declared === null) {
        await runTest(report, requestsFor(test), { cwd: project.root, limitMs, signal });
      } else {
        for (const benchmark of test.declared) report.read({ event: 'declared', benchmark });
      }
      benchmarks.push(...declaredIn(test, report));
      record.addEnd(test, report, () => false);
    }
    onProgress?.(tests.length, tests.length, '');
  });
  return { benchmarks, problems: record.metrics({ project, environment }) };
}

/** Returns the benchmarks that a fork of a test has declared. */
export function declaredIn({ file, path }: ListedTest, { declared }: TestReport): DeclaredInTest[] {
  return [...declared.values()].map((benchmark) => ({ file, test: path, ...benchmark }));
}

/** A test whose code needs the results of its benchmarks measures them briefly. */
function requestsFor({ file, path: test }: ListedTest): TestRequests {
  const brief = { ...benchPlan(true), timeMs: 1, warmupTimeMs: 1 };
  return {
    usual: { do: 'list-benchmarks', file, test },
    whole: {
      do: 'measure-test',
      file,
      test,
      sampling: samplingOf(brief, { reversed: false }),
    },
  };
}
