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

/** Callgrind did not find the functions that a window lies between in this Node. */
export class NodeIsStripped extends Error {
  override readonly name = 'NodeIsStripped';

  constructor() {
    super(
      `instructions need a Node with its symbols, and callgrind finds none in ${process.execPath}: use a build of nodejs.org`,
    );
  }
}
