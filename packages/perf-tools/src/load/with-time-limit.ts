/**
 * An operation that a test runs many times. It succeeds when its promise resolves, and fails when it rejects or throws.
 *
 * @param index From 0, in the order in which operations start.
 * @param signal Aborted when the time limit of this operation is over; undefined when the test has no `timeoutMs`.
 */
export type Operation = (index: number, signal?: AbortSignal) => Promise<unknown>;

/** An operation took longer than the test's `timeoutMs`. */
export class OperationTimeout extends Error {
  override readonly name = 'OperationTimeout';

  constructor(timeoutMs: number) {
    super(`Expected the operation to end within ${timeoutMs} ms. It was abandoned.`);
  }
}

/**
 * Wraps an operation so that it rejects with {@link OperationTimeout} at its time limit, and aborts the signal that it
 * passed. A later result is dropped, so it cannot reject unhandled.
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
