import type { AwaitedRun } from './awaited-run.ts';
import { HostError } from './errors.ts';

type Run = AwaitedRun<unknown>;

/** Follows the benchmarks of a test, so that none of them vanishes. */
export class Unmeasured {
  readonly #runs = new Map<{ name: string }, Run | null>();

  /** A benchmark was declared; nothing runs it yet. */
  declared(benchmark: { name: string }): void {
    this.#runs.set(benchmark, null);
  }

  /** It is run, or is part of a comparison. */
  started(benchmark: { name: string }, run: Run): void {
    // A finished run counts, even when the same benchmark is given to another call that nobody awaits.
    if (this.#runs.get(benchmark)?.state !== 'settled') this.#runs.set(benchmark, run);
  }

  /** Returns the benchmarks that have measured nothing by the end of the test, each with the reason. */
  atEnd(): { name: string; error: HostError }[] {
    return [...this.#runs].flatMap(([{ name }, run]) => {
      const error = errorOf(run);
      return error === null ? [] : [{ name, error }];
    });
  }
}

function errorOf(run: Run | null): HostError | null {
  if (run === null) {
    return new HostError(
      'MEASURED_NOTHING',
      'it measured nothing: nothing runs it; await bench(…).run(), or give it to bench.compare(…)',
    );
  }
  if (run.state === 'not-awaited') {
    return new HostError(
      'MEASURED_NOTHING',
      'it measured nothing: nobody awaits it; await bench(…).run() or bench.compare(…)',
    );
  }
  if (run.state === 'settled') return null;
  return new HostError(
    'NOT_AWAITED',
    'it measured nothing: its test ended before it did; await bench(…).run() in the test',
  );
}
