import { z } from 'zod';
import { readValidated, writeValidated } from './file.ts';
import { testSchema } from './schema.ts';

/** Version of the `timings.json` format. */
export const TIMINGS_SCHEMA_VERSION = 1;

/** How long each test is expected to take, for whatever divides tests among shards or workers. */
export const timingsSchema = z.strictObject({
  schemaVersion: z.literal(TIMINGS_SCHEMA_VERSION),
  writtenAt: z.iso.datetime(),
  tests: z.array(
    z.strictObject({
      ...testSchema.pick({ project: true, suite: true, name: true, variant: true }).shape,
      medianMs: z.number().nonnegative().describe('of the last attempts that passed'),
      runs: z.number().int().positive().describe('in which it passed, of those that were read'),
      lastRunAt: z.iso.datetime().describe('start of the newest of these runs'),
    }),
  ),
});

export type Timings = z.infer<typeof timingsSchema>;

const WHAT = 'a file of timings';

/**
 * Reads and validates a `timings.json`.
 *
 * @throws {ReportError} when the file is missing, is not JSON, or breaks the schema.
 */
export function readTimings(path: string): Promise<Timings> {
  return readValidated(path, timingsSchema, WHAT);
}

/**
 * Validates timings and writes them atomically.
 *
 * @throws {ReportError} when they break the schema or the folder cannot be written.
 */
export function writeTimings(path: string, timings: Timings): Promise<void> {
  return writeValidated(path, timings, timingsSchema, WHAT);
}
