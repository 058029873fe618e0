import { z } from 'zod';
import { intervalSchema, metricIdentitySchema } from './schema.ts';

/** Version of the `verdicts.json` format. */
export const VERDICTS_SCHEMA_VERSION = 1;

/** `new`: only head has the benchmark; `gone`: only base has it. Neither passes or fails. */
export const verdictNameSchema = z.enum([
  'regression',
  'improvement',
  'unchanged',
  'undecided',
  'incomparable',
  'new',
  'gone',
]);

const arm = z.strictObject({
  runs: z.array(z.string()).describe('ids of the runs that the arm is made of, oldest first'),
  sha: z.string().nullable().describe('the commit, where all runs of the arm share one'),
});

export const verdictSchema = z.strictObject({
  series: z.strictObject({ ...metricIdentitySchema.shape, fingerprint: z.string().min(1) }),
  verdict: verdictNameSchema,
  reason: z.string().min(1).describe('one sentence for a reader'),
  suspicion: z
    .enum(['regression', 'improvement'])
    .optional()
    .describe(
      'the change that an undecided series shows, if its instrument were proof; absent: none',
    ),
  finding: z
    .strictObject({ id: z.string().min(1), state: z.enum(['new', 'acknowledged']) })
    .optional()
    .describe('the finding of an earlier run that the series still shows; absent: none'),
  base: arm.nullable().describe('null: there was nothing to compare with'),
  head: arm,
  pairs: z.number().int().nonnegative().describe('pieces of evidence: paired forks, or base runs'),
  effect: z
    .number()
    .nullable()
    .describe('relative change of the value: 0.05 is 5 % more than base'),
  interval: intervalSchema.nullable().describe('of the effect'),
  method: z.string().min(1),
});

/** The verdicts on one report. They stand beside it as `verdicts.json`. */
export const verdictsSchema = z.strictObject({
  schemaVersion: z.literal(VERDICTS_SCHEMA_VERSION),
  run: z.string().min(1),
  judgedAt: z.iso.datetime(),
  verdicts: z.array(verdictSchema),
});

export type VerdictName = z.infer<typeof verdictNameSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
export type Verdicts = z.infer<typeof verdictsSchema>;
