import { TrendsError } from '../errors.ts';

/**
 * Parses a value that the history stores as JSON.
 *
 * @param what Name of the value in the message.
 * @throws {TrendsError} `STORE_DAMAGED` when it is no JSON.
 */
export function storedJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damagedValue(`${what} is no JSON`, cause);
  }
}

/** Returns the error for a stored value that cannot be read. */
export function damagedValue(what: string, cause?: unknown): TrendsError {
  return new TrendsError(
    'STORE_DAMAGED',
    `The history is damaged: ${what}. Restore a copy of it, or ingest the reports of its runs into a new one.`,
    { cause },
  );
}
