import type { Fork } from '@night-pilot/perf-report';
import type { DeclaredBenchmark } from '../fork/bench-protocol.ts';
import type { FailureDescription } from '../fork/failure.ts';
import type { ForkMessage, ForkRequest } from '../fork/protocol.ts';
import { type ForkOptions, runInFork } from '../fork/run-in-fork.ts';

/** Collects the messages of a fork about one test. */
export class TestReport {
  /** The benchmarks that the test runs, by name. */
  readonly declared = new Map<string, DeclaredBenchmark>();
  /** The fork of evidence of each benchmark that was measured, by its name. */
  readonly forks = new Map<string, Fork>();
  /** The name is `test` when no benchmark was under way. */
  readonly failures: { name: string; error: FailureDescription }[] = [];
  /** null: the test does not skip itself. */
  skipped: { note: string | null } | null = null;
  /** The test's own code failed after a benchmark was passed over: it may need the result of that benchmark. */
  needsWholeTest = false;

  read(message: ForkMessage): void {
    if (message.event === 'declared') {
      const { benchmark } = message;
      if (!this.declared.has(benchmark.name)) this.declared.set(benchmark.name, benchmark);
    } else if (message.event === 'measured') {
      // A test that runs as a whole measures again what was measured before.
      if (!this.forks.has(message.benchmark)) this.forks.set(message.benchmark, message.fork);
    } else if (message.event === 'skipped') {
      if (this.declared.size === 0) this.skipped = { note: message.note };
    } else if (message.event === 'failed') {
      if (message.error.code === 'AFTER_PASS_OVER' && !this.needsWholeTest) {
        this.needsWholeTest = true;
      } else {
        this.failures.push({ name: message.what ?? 'test', error: message.error });
      }
    }
  }
}

/** The requests for one test: the usual one, and one that runs all of its benchmarks. */
export interface TestRequests {
  usual: ForkRequest;
  whole: ForkRequest;
}

/**
 * Runs a test in a fork, and in a second one with all of its benchmarks when its own code needs their results.
 *
 * @param report Receives what the forks report, also when this throws.
 * @throws the reason of `signal` when it is aborted.
 */
export async function runTest(
  report: TestReport,
  { usual, whole }: TestRequests,
  options: Omit<ForkOptions, 'onMessage'>,
): Promise<void> {
  const onMessage = (message: ForkMessage) => report.read(message);
  await runInFork(usual, { ...options, onMessage });
  if (report.needsWholeTest) await runInFork(whole, { ...options, onMessage });
}
