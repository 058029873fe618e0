import { join } from 'node:path';
import { countedArmOf, countPair } from '@night-pilot/perf-compare/compare';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { countingEnvironmentOf, type CountInstrument } from '@night-pilot/perf-host/count';
import type { CountedArm } from '@night-pilot/perf-compare/judge';
import { appendJsonLines, readJsonLines } from '../recording/json-lines.ts';
import type { ProgramVersion } from './calibration-versions.ts';
import { Checkouts } from './checkouts.ts';
import { comparisonKey } from './comparison-key.ts';
import type { Module } from './corpus/module.ts';
import { BENCH_FILE, BENCHMARK } from './corpus/generated-programs.ts';
import { type RecordedComparison, recordedComparisonSchema } from './recorded-comparisons.ts';

export interface VersionComparerOptions {
  /** Path of the record, which has one comparison per line. */
  path: string;
  instrument: CountInstrument;
  signal?: AbortSignal | undefined;
}

/** Compares versions of programs by counts as `perf-kit compare` does, unless the record already has the comparison. */
export class VersionComparer implements AsyncDisposable {
  readonly #options: VersionComparerOptions;
  readonly #checkouts: Checkouts;
  readonly #kept: Map<string, RecordedComparison>;
  /** Environment of all comparisons of this run. It has the length of the paths, because counts depend on it. */
  readonly #environment: string;

  private constructor(
    options: VersionComparerOptions,
    kept: readonly RecordedComparison[],
    checkouts: Checkouts,
  ) {
    const { instrument } = options;
    const { fingerprints } = countingEnvironmentOf(instrument);
    this.#options = options;
    this.#checkouts = checkouts;
    this.#kept = new Map(kept.map((comparison) => [comparison.key, comparison]));
    this.#environment = `${instrument} ${fingerprints[instrument]} ${checkouts.root.length}`;
  }

  static async open(options: VersionComparerOptions): Promise<VersionComparer> {
    const { values } = await readJsonLines(options.path, recordedComparisonSchema);
    return new VersionComparer(options, values, await Checkouts.open());
  }

  /** Returns the recorded comparison, if there is one. */
  kept(version: ProgramVersion): RecordedComparison | undefined {
    return this.#kept.get(this.#keyOf(version));
  }

  /** @throws {PerfKitError} `CALIBRATION_FAILED` when a version does not run. */
  async compare(version: ProgramVersion): Promise<RecordedComparison> {
    const kept = this.kept(version);
    if (kept !== undefined) return kept;
    const key = this.#keyOf(version);
    const { program, label, base, modules } = version;
    const { instrument, path, signal } = this.#options;
    const startedAt = performance.now();
    const arms = { base: await this.#checkOut(base), head: await this.#checkOut(modules) };
    const names = { test: [BENCHMARK], benchmark: BENCHMARK };
    const { base: from, head: to } = await countPair(arms, { ...names, instrument, signal });
    // An interrupted comparison is incomplete.
    signal?.throwIfAborted();
    // If the first version shows that there is nothing to compare, the other one was not counted.
    const [before, after] = [from ?? to, to ?? from].map((result) => {
      if (result !== null && result.state !== 'failed') return countedArmOf(result);
      const why = result?.error.message ?? 'it was not counted';
      throw new PerfKitError('CALIBRATION_FAILED', `${program}, ${label}, ${instrument}: ${why}`);
    }) as [base: CountedArm, head: CountedArm];
    const seconds = (performance.now() - startedAt) / 1_000;
    const counted = { key, program, label, base: before, head: after, seconds };
    await appendJsonLines(path, [counted]);
    this.#kept.set(key, counted);
    return counted;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#checkouts[Symbol.asyncDispose]();
  }

  async #checkOut(modules: readonly Module[]): Promise<{ cwd: string; file: string }> {
    const cwd = await this.#checkouts.add(modules);
    return { cwd, file: join(cwd, BENCH_FILE) };
  }

  #keyOf(version: ProgramVersion): string {
    return comparisonKey(this.#environment, version);
  }
}
