import { availableParallelism } from 'node:os';
import { inParallel } from '@night-pilot/perf-host/process';
import { loadedModules } from './loaded-modules.ts';
import type { PairedBenchmark } from './paired-benchmarks.ts';

export interface SameCodeOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

/**
 * Finds the benchmarks that run the same code in both versions: their bench file loads the same modules, byte for byte,
 * those of workspace packages and dependencies included, also while each benchmark is called once. Files that a benchmark
 * reads in another way are not compared.
 *
 * @throws the reason of `signal` when it is aborted.
 */
export async function findSameCode(
  benchmarks: readonly PairedBenchmark[],
  { signal, onProgress }: SameCodeOptions,
): Promise<Set<PairedBenchmark>> {
  const same = new Set<PairedBenchmark>();
  const files = [
    ...Map.groupBy(
      benchmarks.flatMap((benchmark) => {
        const { base, head } = benchmark;
        return base === null ? [] : [{ benchmark, base, head }];
      }),
      ({ base, head }) => [base.cwd, base.file, head.cwd, head.file].join('\n'),
    ).values(),
  ];
  let done = 0;
  const compare = async (group: (typeof files)[number]): Promise<void> => {
    const [first] = group;
    if (first === undefined) return;
    const names = group.map(({ benchmark: { test, name } }) => ({ test, benchmark: name }));
    const base = await loadedModules(first.base, names, signal);
    const head = base === null ? null : await loadedModules(first.head, names, signal);
    if (base !== null && base.modules === head?.modules) {
      for (const [index, { benchmark }] of group.entries()) {
        if (base.ran.includes(index) && head.ran.includes(index)) same.add(benchmark);
      }
    }
    done += group.length;
    onProgress?.(done, benchmarks.length, 'comparing modules');
  };
  await inParallel(
    files.map((group) => () => compare(group)),
    availableParallelism(),
  );
  return same;
}
