import { z } from 'zod';

/**
 * Schema of a field that holds a number. Tools also write null, `NaN` and other texts there: such a field does not refuse
 * the file, its metric becomes unavailable. A missing field does, because then the file is of another format.
 */
export const foreignNumber = z.custom<unknown>(
  (value) => value !== undefined,
  'expected a number, got nothing',
);

/** Schema of an optional field that never refuses a file, whatever is in it. */
export const anything = z.unknown().optional();

/** Returns a finite number, else null. */
export function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Returns a finite number of 0 or more, else 0, which means unknown for durations and counts. */
export function sizeOf(value: unknown): number {
  return Math.max(0, numberOrNull(value) ?? 0);
}

/** Explains in one sentence what is in the place of a number. */
export function whyNoNumber(value: unknown): string {
  return `Expected a number, got ${describe(value)}.`;
}

function describe(value: unknown): string {
  if (typeof value === 'number') return 'a number out of range';
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)} …` : text;
}
