/** Why something has no value in what an interrupted run left. */
export const INTERRUPTED = 'interrupted before it was measured: run it again';

/**
 * What a piece of measuring gives, or null when the signal was aborted before it ended: then it is not
 * whole, and what came before it stands.
 *
 * @throws what goes wrong while nothing is aborted.
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
