import type { FailureDescription } from '../fork/failure.ts';

/** A process had not ended at its limit. */
export class TimeIsUp extends Error {
  override readonly name = 'TimeIsUp';
  /** Limit in ms. */
  readonly limitMs: number;

  constructor(limitMs: number) {
    super(`It did not end within ${limitMs} ms.`);
    this.limitMs = limitMs;
  }
}

/** A process, or the benchmark in it, failed. */
export class ProcessFailed extends Error {
  override readonly name: string = 'ProcessFailed';
  readonly failure: FailureDescription;

  constructor(failure: FailureDescription) {
    super(failure.message);
    this.failure = failure;
  }
}

/** A benchmark failed in a counted process, which goes on with the next one. */
export class BenchmarkFailed extends ProcessFailed {
  /** Index of the benchmark in the request. */
  readonly index: number;

  constructor({ index, error }: { index: number; error: FailureDescription }) {
    super(error);
    this.index = index;
  }
}

/** This machine cannot count. The message says why, and what would change that. */
export class CannotCount extends Error {
  override readonly name = 'CannotCount';
}
