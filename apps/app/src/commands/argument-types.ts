import { z } from 'zod';

/** Text with at least one character other than white space. It is not trimmed. */
export const notBlank = z
  .string()
  .refine((text) => text.trim() !== '', { error: 'expected text that is not blank' });

/** Id of a prompt, a schedule or a result. */
export const id = z.int().positive({ error: 'expected a positive whole number' });

/** Comma-separated tags, or null for none. */
export const tags = z.string().nullable();

/** Largest number of rows of a list without `limit`. */
export const defaultLimit = 100;

/** Largest number of rows of a list. */
export const limit = z
  .int()
  .positive({ error: 'expected a positive whole number' })
  .default(defaultLimit);

/** A time with an offset. */
export const isoTime = z.iso.datetime({
  offset: true,
  error: 'expected an ISO 8601 time with Z or an offset, such as 2026-01-31T03:00:00Z',
});
