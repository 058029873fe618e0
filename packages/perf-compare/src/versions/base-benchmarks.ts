import type { DeclaredInTest } from '@night-pilot/perf-host/bench';
import type { FailureDescription } from '@night-pilot/perf-host/fork';
import type { ListedBenchmark, ListedFile } from './list-arm.ts';
import type { OwnBenchFile } from './own-bench-files.ts';
import { suiteOf } from './titles.ts';

/** Error code of a fork that was killed because it took too long. */
const TIME_LIMIT = 'TIME_LIMIT';

/** A bench file of base's own, with its contents. */
export interface OwnListing extends OwnBenchFile {
  listed: ListedFile;
}

/** Way in which base can run a benchmark of head. `failure`: why head's bench file cannot run it there; null: it does not try to. */
export type InBase =
  /** By head's bench file, at this absolute path in base. */
  | { state: 'shared'; file: string }
  /** By base's own bench file. */
  | { state: 'own'; own: OwnListing; failure: FailureDescription | null }
  /** Not at all: base has it, or may have it, and its test or the whole file fails there. */
  | { state: 'broken'; part: 'test' | 'file'; own: OwnListing; failure: FailureDescription }
  /** Not at all: base does not have it. */
  | { state: 'missing'; failure: FailureDescription | null };

/** Finds head's benchmarks in base. Benchmarks pair by the titles of their test and by their name. */
export class BaseBenchmarks {
  readonly #shared = new Map<string, ListedBenchmark>();
  readonly #own = new Map<string, { benchmark: ListedBenchmark; own: OwnListing }>();
  readonly #sharedFiles: ReadonlyMap<string, ListedFile>;
  readonly #ownFiles: readonly OwnListing[];

  /**
   * @param sharedFiles Contents of head's bench files in base, by their path relative to the root.
   * @param ownFiles Contents of base's own bench files.
   */
  constructor(sharedFiles: ReadonlyMap<string, ListedFile>, ownFiles: readonly OwnListing[]) {
    this.#sharedFiles = sharedFiles;
    this.#ownFiles = ownFiles;
    for (const { benchmarks } of sharedFiles.values()) {
      for (const benchmark of benchmarks) this.#shared.set(benchmarkKey(benchmark), benchmark);
    }
    for (const own of ownFiles) {
      for (const benchmark of own.listed.benchmarks) {
        this.#own.set(benchmarkKey(benchmark), { benchmark, own });
      }
    }
  }

  /** The benchmarks of base's own bench files. */
  get own(): { benchmark: ListedBenchmark; own: OwnListing }[] {
    return [...this.#own.values()];
  }

  /**
   * @param benchmark A benchmark of head.
   * @param path Its bench file, relative to the root.
   */
  find(benchmark: DeclaredInTest, path: string): InBase {
    const key = benchmarkKey(benchmark);
    const shared = this.#shared.get(key);
    // A benchmark that takes too long here is left to the measurement, which compares how long both versions take.
    if (shared !== undefined && (shared.failure === null || shared.failure.code === TIME_LIMIT)) {
      return { state: 'shared', file: shared.file };
    }
    const known = this.#own.get(key);
    const why = this.#whyNotShared(benchmark, path);
    if (known === undefined) {
      const missing = { state: 'missing', failure: why } as const;
      return this.#broken(suiteOf(benchmark.test), path) ?? missing;
    }
    const { failure } = known.benchmark;
    if (failure === null) return { state: 'own', own: known.own, failure: why };
    return { state: 'broken', part: 'test', own: known.own, failure };
  }

  #broken(suite: string, path: string): InBase | null {
    for (const own of this.#ownFiles) {
      const { failure, failedTests } = own.listed;
      const failureOfTest = failedTests.get(suite);
      if (failureOfTest !== undefined) {
        return { state: 'broken', part: 'test', own, failure: failureOfTest };
      }
      if (failure !== null && own.successor === path) {
        return { state: 'broken', part: 'file', own, failure };
      }
    }
    return null;
  }

  #whyNotShared(benchmark: DeclaredInTest, path: string): FailureDescription | null {
    const file = this.#sharedFiles.get(path);
    return (
      this.#shared.get(benchmarkKey(benchmark))?.failure ??
      file?.failedTests.get(suiteOf(benchmark.test)) ??
      file?.failure ??
      null
    );
  }
}

/** Identifies a benchmark in both versions. */
export function benchmarkKey({ test, name }: Pick<DeclaredInTest, 'test' | 'name'>): string {
  return JSON.stringify([test, name]);
}
