import type { FailureDescription } from './protocol.ts';

/** What was thrown, in a form that can be sent to another process. */
export function describeFailure(error: unknown): FailureDescription {
  if (!(error instanceof Error)) return { code: null, message: String(error) || 'thrown: nothing' };
  const code = (error as { code?: unknown }).code;
  return {
    code: typeof code === 'string' ? code : null,
    message: error.message || error.name,
  };
}
