import type { BenchInstruments, TestPath } from '@night-pilot/perf-host/fork';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';

/** One side of a benchmark: where its processes run, and its bench file there. */
export interface Arm {
  /** Root of the measured project in this version. */
  cwd: string;
  /** Absolute path of the bench file in this version. */
  file: string;
}

/** Names a benchmark in both versions. */
export interface BenchmarkNames {
  suite: string;
  name: string;
  /** The instruments that the benchmark asks for. null: it leaves the choice to perf-kit. */
  instruments: BenchInstruments | null;
}

/** A benchmark of head, and how base runs it. */
export interface PairedBenchmark extends BenchmarkNames {
  test: TestPath;
  /** Head's bench file in base, or base's own if head's does not run there. null: base does not have the benchmark. */
  base: Arm | null;
  head: Arm;
  /** Why head's bench file cannot run it in base. null: it can, or was not tried. */
  failsInBase: string | null;
}

/** Names the benchmarks that base's own bench file runs: a change of the benchmark itself is then part of the verdict. */
export function ownFileNotes(benchmarks: readonly PairedBenchmark[]): string[] {
  const own = benchmarks.filter(({ base, failsInBase }) => base !== null && failsInBase !== null);
  return [...Map.groupBy(own, ({ failsInBase }) => failsInBase)].map(([reason, members]) => {
    const titles = members.map(({ suite, name }) => [suite, name].join(SUITE_SEPARATOR));
    return `Base runs its own bench file for ${titles.join('; ')}, since head's fails there: ${reason}`;
  });
}
