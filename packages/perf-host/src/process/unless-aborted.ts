/** Reason of metrics that an interrupted run did not measure. */
export const INTERRUPTED = 'interrupted before it was measured: run it again';

/**
 * Does a piece of work, and returns null when the signal is aborted before it has ended. Earlier results stay valid.
 *
 * @throws what the work throws while the signal is not aborted.
 */
export async function unlessAborted<T>(
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T | null> {
  const isAborted = () => signal?.aborted === true;
  if (isAborted()) return null;
  try {
    return await work();
  } catch (error) {
    if (isAborted()) return null;
    throw error;
  }
}
