import type { MetricSource, ToolMetric } from '../tool-report/metric-source.ts';
import { renderProfile } from './profile-table.ts';
import { type CallOrder, Checkpoint } from './checkpoint.ts';
import { PathRecord } from './path-record.ts';
import { type PathProfile, profilePath } from './path-profile.ts';

/**
 * Measures named spans of a program by path, such as `import › parse`.
 *
 * A checkpoint costs less than 1 µs and 16 bytes of memory. An entry in Node's performance timeline costs more, so
 * `publish()`, or the end of the profiler's own block, writes the entries later, with their original times.
 *
 * @example
 * using profiler = new PerformanceProfiler();
 * {
 *   using whole = profiler.checkpoint('import');
 *   using parse = profiler.checkpoint('parse'); // import › parse
 * }
 * console.log(String(profiler));
 */
export class PerformanceProfiler implements MetricSource, Disposable {
  readonly #root = new PathRecord();
  readonly #callOrder: CallOrder = { innermost: null };

  /**
   * Opens a checkpoint inside the last one that this method opened and that is still open. For work that overlaps, use
   * `checkpoint()` of the parent: the order of calls does not show the parent across an `await`.
   *
   * @param name Not empty, and without ` › `.
   * @throws {PerfKitError} `BAD_ARGUMENT` for another name.
   */
  checkpoint(name: string): Checkpoint {
    const parent = this.#callOrder.innermost;
    const record = (parent === null ? this.#root : parent.record).child(name);
    return new Checkpoint(record, parent, this.#callOrder);
  }

  /** Returns the ended checkpoints by path, a child after its parent, in the order of first use. */
  profile(): PathProfile[] {
    return this.#ended().map(profilePath);
  }

  /** Returns one metric per path, with the time of each checkpoint as a sample. */
  metrics(): ToolMetric[] {
    return this.#ended().map((record) => ({
      name: record.path,
      kind: 'time',
      unit: 'ms',
      better: 'lower',
      samples: [...record.durationsMs],
      counters: { selfMs: record.selfMs },
      durationMs: spanMs(record),
    }));
  }

  /**
   * Writes each ended checkpoint once to Node's performance timeline, as a `measure` entry named by its path. An entry
   * takes some microseconds and stays in memory until `performance.clearMeasures()`.
   *
   * @returns the number of new entries.
   */
  publish(): number {
    let written = 0;
    for (const record of this.#ended()) {
      for (const start of record.startsMs.slice(record.published)) {
        const duration = record.durationsMs[record.published];
        performance.measure(record.path, { start, duration });
        record.published += 1;
        written += 1;
      }
    }
    return written;
  }

  /** Returns the profile as an indented table. */
  toString(): string {
    return renderProfile(this.profile());
  }

  /** Calls `publish()`, for `using`. */
  [Symbol.dispose](): void {
    this.publish();
  }

  #ended(): PathRecord[] {
    return [...this.#root.below()].filter(({ durationsMs }) => durationsMs.length > 0);
  }
}

/** Returns the time from the first start to the last end. */
function spanMs({ startsMs, durationsMs }: PathRecord): number {
  let [first, last] = [Infinity, -Infinity];
  for (const [index, startMs] of startsMs.entries()) {
    first = Math.min(first, startMs);
    last = Math.max(last, startMs + (durationsMs[index] ?? NaN));
  }
  return last - first;
}
