import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { listTest } from './list-arm.ts';
import type { PairedBenchmark } from './paired-benchmarks.ts';
import type { Problem } from './problem.ts';

/**
 * Calls the benchmarks that base does not have once in head. Nothing measures them, so a failure would not be noticed.
 *
 * @returns The failure of each benchmark that has one.
 * @throws the reason of `signal` when it is aborted.
 */
export async function failuresInHead(
  benchmarks: readonly PairedBenchmark[],
  signal?: AbortSignal,
): Promise<Map<PairedBenchmark, Problem>> {
  const problems = new Map<PairedBenchmark, Problem>();
  for (const members of Map.groupBy(benchmarks, ({ suite }) => suite).values()) {
    const [first] = members;
    if (first === undefined) continue;
    const called = () => members.map(({ name }) => name);
    const { benchmarks: listed, failure } = await listTest(first.head, first.test, {
      called,
      signal,
    });
    for (const member of members) {
      const own = listed.find(({ name }) => name === member.name);
      const message = (own?.failure ?? failure)?.message;
      if (message === undefined) continue;
      const what = [member.suite, member.name].join(SUITE_SEPARATOR);
      problems.set(member, { what, message: `head: ${message}` });
    }
  }
  return problems;
}
