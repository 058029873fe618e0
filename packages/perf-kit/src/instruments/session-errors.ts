import type { FailureDescription } from '../fork/protocol.ts';

/** The time of a session was up before a process ended. */
export class TimeIsUp extends Error {
  override readonly name = 'TimeIsUp';
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

/** This machine cannot count: the message says why, and what would change that. */
export class CannotCount extends Error {
  override readonly name = 'CannotCount';
}
