import type { BenchInstruments, TestPath } from '@night-pilot/perf-host/fork';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';

/** One version of a benchmark: where its processes run, and its file there. */
export interface Arm {
  /** Root of the measured project in this version. */
  cwd: string;
  /** Absolute path of the bench file in this version. */
  file: string;
}

/** What names a benchmark in both versions. */
export interface BenchmarkNames {
  suite: string;
  name: string;
  /** The instruments that it asks for. null: it leaves the choice to perf-kit. */
  instruments: BenchInstruments | null;
}

/** A benchmark that head has. */
export interface PairedBenchmark extends BenchmarkNames {
  test: TestPath;
  /** Head's bench file in base, or base's own where head's does not run there. null: base does not have the benchmark. */
  base: Arm | null;
  head: Arm;
  /** Why head's bench file cannot run it in base. null: it can, or does not try to. */
  failsInBase: string | null;
}

/** Says of which benchmarks base ran its own bench file, so that also a change of the benchmark itself may be in a verdict. */
export function ownFileNotes(benchmarks: readonly PairedBenchmark[]): string[] {
  const own = benchmarks.filter(({ base, failsInBase }) => base !== null && failsInBase !== null);
  return [...Map.groupBy(own, ({ failsInBase }) => failsInBase)].map(([reason, members]) => {
    const titles = members.map(({ suite, name }) => [suite, name].join(SUITE_SEPARATOR));
    return `Base runs its own bench file for ${titles.join('; ')}, since head's fails there: ${reason}`;
  });
}
