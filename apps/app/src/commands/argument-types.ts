import { z } from 'zod';

/** Text with at least one character other than white space. It is not trimmed. */
export const notBlank = z
  .string()
  .refine((text) => text.trim() !== '', { error: 'expected text that is not blank' });

/** Id of a prompt, a schedule or a result. */
export const id = z.int().positive({ error: 'expected a positive whole number' });

/** Comma-separated tags, or null for none. */
export const tags = z.string().nullable();
