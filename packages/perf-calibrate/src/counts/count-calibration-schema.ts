import { z } from 'zod';
import { NULL_KINDS } from './corpus/null-edits.ts';
import { PROGRAM_NAMES } from './corpus/generated-programs.ts';

const count = z.number().int().nonnegative();
const share = z.number().nonnegative();

const alarmsSchema = z
  .strictObject({
    comparisons: count,
    alarms: count.describe('comparisons called a regression or an improvement'),
    undecided: count.describe('comparisons that were not decided, or not judged at all'),
    largestMove: share.describe('largest relative change of the count of an iteration'),
  })
  .describe('comparisons of equivalent versions');

const movesSchema = z.strictObject({
  largestMove: share,
  floor: share.describe('least floor at which all would have been unchanged: see CountRules'),
});

const programCountsSchema = z.strictObject({
  name: z.enum(PROGRAM_NAMES),
  spread: share
    .nullable()
    .describe('(largest − smallest) / smallest count in comparisons with itself'),
  notCounted: z
    .string()
    .nullable()
    .describe('why a comparison with itself had no counts; null: all had counts'),
});

const plantedFoundSchema = z.strictObject({
  share: share.describe('share of instructions that these edits add at least: 0.01 is 1 %'),
  edits: count,
  found: count.describe('edits called a regression'),
  undecided: count,
  effects: z
    .strictObject({ least: z.number(), median: z.number(), most: z.number() })
    .nullable()
    .describe('counted relative changes; null: none'),
  medianSeconds: z
    .number()
    .nullable()
    .describe('median duration of a comparison; null: no comparison'),
});

/** Quality of comparisons by counts: how often they are wrong, and what they find. */
export const countCalibrationSchema = z.strictObject({
  instrument: z.enum(['instructions', 'allocated']),
  programs: z.array(programCountsSchema),
  aa: alarmsSchema.extend({ largestSpread: share }).describe('the same program on both sides'),
  nullEdits: alarmsSchema.extend({
    kinds: z.record(z.enum(NULL_KINDS), alarmsSchema),
    inPlace: movesSchema.describe('edits that keep the imports and exports between files'),
    moved: movesSchema.describe('edits that move code to other files, by the rule of CountRules'),
  }),
  planted: z.array(plantedFoundSchema),
});

export type Alarms = z.infer<typeof alarmsSchema>;
export type Moves = z.infer<typeof movesSchema>;
export type ProgramCounts = z.infer<typeof programCountsSchema>;
export type PlantedFound = z.infer<typeof plantedFoundSchema>;
export type CountCalibration = z.infer<typeof countCalibrationSchema>;
