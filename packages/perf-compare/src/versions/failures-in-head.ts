import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { listTest } from './list-arm.ts';
import type { Problem } from './problem.ts';
import type { PairedBenchmark } from './paired-benchmarks.ts';

/**
 * Calls benchmarks in head that nothing will measure, because base does not have them: a new benchmark that fails is no
 * good news.
 *
 * @returns by the benchmark what is wrong with it.
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
      const found = listed.find(({ name }) => name === member.name);
      const message = (found?.failure ?? failure)?.message;
      if (message === undefined) continue;
      const what = [member.suite, member.name].join(SUITE_SEPARATOR);
      problems.set(member, { what, message: `head: ${message}` });
    }
  }
  return problems;
}
