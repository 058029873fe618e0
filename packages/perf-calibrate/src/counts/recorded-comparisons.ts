import { z } from 'zod';
import { PROGRAM_NAMES } from './corpus/generated-programs.ts';

const slopesSchema = z.strictObject({ early: z.number(), late: z.number() });
const repeatsSchema = z.array(slopesSchema).readonly();

const whole = z.number().int().nonnegative();
const sourcesSchema = z.strictObject({ code: whole, links: whole });

const armSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('counted'),
    repeats: repeatsSchema,
    sources: sourcesSchema.nullish(),
  }),
  z.strictObject({
    state: z.literal('not-steady'),
    reason: z.string(),
    repeats: repeatsSchema.default([]),
  }),
  z.strictObject({ state: z.literal('refused'), reason: z.string() }),
]);

/** Counts of two versions of a program, as a line of the record. They can be judged again by other rules. */
export const recordedComparisonSchema = z.strictObject({
  key: z.string().min(1).describe('hash of everything that the counts depend on'),
  program: z.enum(PROGRAM_NAMES),
  label: z.string().describe('name of the edit'),
  base: armSchema,
  head: armSchema,
  seconds: z.number().nonnegative().describe('duration of the comparison'),
});

export type RecordedComparison = z.infer<typeof recordedComparisonSchema>;
