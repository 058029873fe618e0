import { damagedValue } from './stored-json.ts';

/**
 * Returns a number of the history. Opening a large history looks at its newest values only.
 *
 * @param what Name of the value in the message.
 * @throws {TrendsError} `STORE_DAMAGED` when it is a text or infinite.
 */
export function storedNumber(value: unknown, what: string): number {
  if (Number.isFinite(value)) return value as number;
  throw damagedValue(`${what} is no finite number`);
}
