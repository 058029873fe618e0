import { describeFailure } from './describe-failure.ts';
import { LatencyLog } from './latency-log.ts';
import { OperationTimeout } from './with-time-limit.ts';

/** Key of time-outs among the failures. */
const TIMEOUT = 'TIMEOUT';

/** Limit of different messages: messages with an id each must not fill memory and report. */
const MOST_MESSAGES = 100;
const OTHERS = 'other errors';

/** Counts how operations ended. */
export class Tally {
  readonly latencies = new LatencyLog();
  readonly failures = new Map<string, number>();
  failed = 0;
  timedOut = 0;

  fail(error: unknown): void {
    this.failed += 1;
    if (error instanceof OperationTimeout) this.timedOut += 1;
    this.#count(error instanceof OperationTimeout ? TIMEOUT : describeFailure(error));
  }

  #count(message: string): void {
    const isKnown = this.failures.has(message) || this.failures.size < MOST_MESSAGES;
    const key = isKnown ? message : OTHERS;
    this.failures.set(key, (this.failures.get(key) ?? 0) + 1);
  }
}
