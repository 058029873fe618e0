import { inspect } from 'node:util';

/** Describes a failure in one line: the message, or the code when there is none, and the innermost cause. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : inspect(error);
  const { code } = error as NodeJS.ErrnoException;
  const own = error.message || code || error.name;
  const cause = innermostCause(error);
  return cause === error ? own : `${own}: ${describeFailure(cause)}`;
}

/** Returns the innermost cause: `fetch` hides it behind "fetch failed", and so does a connection that tried several addresses. */
function innermostCause(error: Error): Error {
  const seen = new Set<Error>();
  let inner = error;
  while (!seen.has(inner)) {
    seen.add(inner);
    const [first] = inner instanceof AggregateError ? (inner.errors as unknown[]) : [inner.cause];
    if (!(first instanceof Error)) break;
    inner = first;
  }
  return inner;
}
