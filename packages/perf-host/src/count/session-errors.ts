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
  override readonly name = 'ProcessFailed';
  readonly failure: FailureDescription;

  constructor(failure: FailureDescription) {
    super(failure.message);
    this.failure = failure;
  }
}

/** This machine cannot count. The message says why, and what would change that. */
export class CannotCount extends Error {
  override readonly name = 'CannotCount';
}
