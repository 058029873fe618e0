import { z } from 'zod';

/** Text with at least one character that is not white space; kept as it came. */
export const notBlank = z
  .string()
  .refine((text) => text.trim() !== '', { error: 'expected text that is not blank' });

/** The id of a prompt, a schedule or a result. */
export const id = z.int().positive({ error: 'expected a positive whole number' });

/** Comma-separated tags, or null for none. */
export const tags = z.string().nullable();
