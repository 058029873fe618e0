import type { DeclaredInTest } from '@night-pilot/perf-host/bench';
import type { FailureDescription } from '@night-pilot/perf-host/fork';
import { suiteOf } from './declared-in-head.ts';
import type { ListedBenchmark, ListedFile } from './list-arm.ts';
import type { OwnBenchFile } from './own-bench-files.ts';

/** How a fork says that it was ended because it took too long. */
const TIME_LIMIT = 'TIME_LIMIT';

/** A bench file of base's own, and what it holds there. */
export interface OwnListing extends OwnBenchFile {
  listed: ListedFile;
}

/** What base has of a benchmark of head. */
export type InBase =
  /** Head's bench file runs it there, which has this absolute path. */
  | { state: 'shared'; file: string }
  /** Base's own bench file has it. `failure`: as below. */
  | { state: 'own'; own: OwnListing; failure: FailureDescription | null }
  /** Base has it, or may have it, and it fails there: the test, or the whole file. */
  | { state: 'broken'; part: 'test' | 'file'; own: OwnListing; failure: FailureDescription }
  /** Base does not have it. `failure`: why head's bench file does not run it there either; null: it does not try to. */
  | { state: 'missing'; failure: FailureDescription | null };

/** Tells what base has of head's benchmarks. Benchmarks pair by the titles of their test and by their name. */
export class BaseBenchmarks {
  readonly #shared = new Map<string, ListedBenchmark>();
  readonly #own = new Map<string, { benchmark: ListedBenchmark; own: OwnListing }>();
  readonly #sharedFiles: ReadonlyMap<string, ListedFile>;
  readonly #ownFiles: readonly OwnListing[];

  /**
   * @param sharedFiles What head's bench files hold in base, by their path relative to the root.
   * @param ownFiles What base's own hold.
   */
  constructor(sharedFiles: ReadonlyMap<string, ListedFile>, ownFiles: readonly OwnListing[]) {
    this.#sharedFiles = sharedFiles;
    this.#ownFiles = ownFiles;
    for (const { benchmarks } of sharedFiles.values()) {
      for (const one of benchmarks) this.#shared.set(benchmarkKey(one), one);
    }
    for (const own of ownFiles) {
      for (const one of own.listed.benchmarks) {
        this.#own.set(benchmarkKey(one), { benchmark: one, own });
      }
    }
  }

  /** Those of base's own bench files. */
  get own(): { benchmark: ListedBenchmark; own: OwnListing }[] {
    return [...this.#own.values()];
  }

  /**
   * @param benchmark Of head.
   * @param path Its bench file, relative to the root.
   */
  find(benchmark: DeclaredInTest, path: string): InBase {
    const key = benchmarkKey(benchmark);
    const shared = this.#shared.get(key);
    // What takes too long for a look is left to the measurement, which knows what that means.
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
      const ofTest = failedTests.get(suite);
      if (ofTest !== undefined) return { state: 'broken', part: 'test', own, failure: ofTest };
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

/** What a benchmark is known by in both versions. */
export function benchmarkKey({ test, name }: Pick<DeclaredInTest, 'test' | 'name'>): string {
  return JSON.stringify([test, name]);
}
