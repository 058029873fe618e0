import { createHash } from 'node:crypto';
import { z } from 'zod';

const slopesSchema = z.tuple([z.number(), z.number()]);
const windowsSchema = z.array(z.int().positive()).readonly();

const countSchema = z.strictObject({
  /** CPU time of an iteration without Valgrind, in ms. */
  iterationMs: z.number().positive(),
  /** Hashes of the code. */
  sources: z.strictObject({ code: z.number(), links: z.number() }),
  schedule: z.strictObject({
    warmUp: windowsSchema,
    windows: windowsSchema,
    group: z.int().positive(),
  }),
  instructions: slopesSchema,
  /** null: the windows did not show them exactly. */
  allocated: slopesSchema.nullable(),
});

/** The counts of one version of a bench file, as a file holds them. */
export const rememberedFileSchema = z.strictObject({
  format: z.literal(1),
  conditions: z.record(z.string(), z.string()),
  /** Hash of the counts: a changed digit must not pass for a count. */
  hash: z.string(),
  /** In the order of the benchmarks. null: it could not be counted together with the others. */
  counts: z.array(countSchema.nullable()),
});

/** The count of one version of a benchmark that is remembered. */
export type RememberedCount = z.infer<typeof countSchema>;

export type RememberedCounts = readonly (RememberedCount | null)[];

/** Hashes counts. */
export function hashOfCounts(counts: RememberedCounts): string {
  return createHash('sha256').update(JSON.stringify(counts)).digest('hex').slice(0, 32);
}
