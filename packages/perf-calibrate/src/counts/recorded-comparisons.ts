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

/** What was counted of two versions of a program, as a line of the record: it can be judged again by other rules. */
export const recordedComparisonSchema = z.strictObject({
  key: z.string().min(1).describe('of all that it depends on'),
  program: z.enum(PROGRAM_NAMES),
  label: z.string().describe('what is edited'),
  base: armSchema,
  head: armSchema,
  seconds: z.number().nonnegative().describe('what the comparison took'),
});

export type RecordedComparison = z.infer<typeof recordedComparisonSchema>;
