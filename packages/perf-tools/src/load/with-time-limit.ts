/**
 * Done many times by a test. It succeeded when its promise resolves; a rejection or a throw is a failure.
 *
 * @param index From 0, in the order in which operations start.
 * @param signal Aborted when the time of this operation is over; undefined where the test has no `timeoutMs`.
 */
export type Operation = (index: number, signal?: AbortSignal) => Promise<unknown>;

/** An operation took longer than the test's `timeoutMs`. */
export class OperationTimeout extends Error {
  override readonly name = 'OperationTimeout';

  constructor(timeoutMs: number) {
    super(`Expected the operation to end within ${timeoutMs} ms. It was given up.`);
  }
}

/**
 * An operation that rejects with {@link OperationTimeout} when its time is over, and aborts the signal that it gave. What comes
 * of it later is dropped: it can no longer reject unhandled.
 */
export function withTimeLimit(
  operation: Operation,
  timeoutMs: number,
): (index: number) => Promise<unknown> {
  return (index) =>
    new Promise((resolve, reject) => {
      const stop = new AbortController();
      const timer = setTimeout(() => {
        const timeout = new OperationTimeout(timeoutMs);
        reject(timeout);
        stop.abort(timeout);
      }, timeoutMs);
      const settle = <T>(end: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer);
          end(value);
        };
      };
      const ended = (async () => operation(index, stop.signal))();
      ended.then(settle(resolve), settle(reject));
    });
}
