import { z } from 'zod';
import { PROGRAM_NAMES } from './corpus/programs.ts';

/** What a comparison of two versions of a program found, as a line of the record. */
export const keptComparisonSchema = z.strictObject({
  key: z.string().min(1).describe('of all that it depends on'),
  program: z.enum(PROGRAM_NAMES),
  label: z.string().describe('what is edited'),
  verdict: z.enum(['regression', 'improvement', 'unchanged', 'undecided', 'refused']),
  because: z.string().nullable().describe('why it is undecided or refused'),
  counts: z
    .strictObject({ base: z.number(), head: z.number() })
    .nullable()
    .describe('of an iteration; null: a version was not counted'),
  effect: z.number().nullable().describe('relative change; null: none is known, or base is 0'),
  reach: z
    .number()
    .nonnegative()
    .nullable()
    .describe('how far from no change repeats and slopes reach, as a share'),
  seconds: z.number().nonnegative().describe('what the comparison took'),
});

export type KeptComparison = z.infer<typeof keptComparisonSchema>;
