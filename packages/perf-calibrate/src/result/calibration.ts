import { z } from 'zod';
import { countCalibrationSchema } from '../counts/count-calibration-schema.ts';
import { environmentSchema } from '@night-pilot/perf-report';
import { machineLoadSchema } from '../machine/machine-load.ts';

/** Version of the `calibration.json` format. */
export const CALIBRATION_SCHEMA_VERSION = 1;

const share = z.number().min(0).max(1);
const count = z.number().int().nonnegative();
const nonNegative = z.number().nonnegative();

const neededSchema = z.strictObject({
  change: z
    .number()
    .positive()
    .nullable()
    .describe('the smallest slowdown found in 95 % of comparisons; null: not even twice the time'),
  pairs: nonNegative.describe('mean number of pairs of such a comparison'),
  ms: nonNegative.describe('mean measuring time of such a comparison'),
});

const programSchema = z.strictObject({
  program: z.string().min(1),
  pairs: count,
  spread: nonNegative.describe('standard deviation of the log ratios of pairs'),
  smallest: neededSchema,
  planted: z
    .strictObject({ change: share, decided: share, found: share, calledUnchanged: count })
    .describe('comparisons with a slowdown of `change`: found is a share of the decided'),
  unchanged: share.describe('share of comparisons without a change that are called unchanged'),
});

const wallJudgedSchema = z.strictObject({
  minEffect: share.describe('the smallest effect that matters, used for all of these verdicts'),
  budgetMs: nonNegative.describe('measuring time of a comparison of one benchmark'),
  alarms: z
    .strictObject({ runs: count, benchmarks: count, alarms: count, rate: share, upper95: share })
    .describe('runs without a change'),
  comparisons: count.describe('comparisons drawn for each change and program'),
  programs: z.array(programSchema),
  any: neededSchema.describe('comparisons of any of the programs'),
});

export const wallCalibrationSchema = z.strictObject({
  load: machineLoadSchema,
  recorded: z.strictObject({
    forks: count.describe('forks of single programs'),
    setAside: count.describe('pairs set aside'),
    pairs: count,
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    cpuPressure: nonNegative
      .nullable()
      .describe('median share of a fork during which some task waited for a CPU; null: unknown'),
    leftOut: count.describe('cut-off lines of the record'),
  }),
  judged: wallJudgedSchema.nullable().describe('null: too few pairs were recorded'),
});

export const liveCalibrationSchema = z.strictObject({
  load: machineLoadSchema,
  runs: count,
  alarms: count.describe('runs that raised an alarm'),
  upper95: share,
  benchmarks: count.describe('benchmarks of each run'),
  meanPairs: nonNegative.describe('counted pairs of a benchmark in a run'),
  meanMs: nonNegative.describe('mean duration of a run'),
  until: z.iso.datetime(),
});

export const visibleEffectSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('visible'), minEffect: share }),
  z.strictObject({ state: z.literal('too-noisy') }),
  z.strictObject({ state: z.literal('too-few-pairs') }),
]);

/** Result of `perf-kit calibrate` for a machine. */
export const calibrationSchema = z.strictObject({
  schemaVersion: z.literal(CALIBRATION_SCHEMA_VERSION),
  calibratedAt: z.iso.datetime(),
  environment: environmentSchema,
  visible: visibleEffectSchema.describe(
    'the smallest effect that matters in comparisons by wall time, from quiet pairs',
  ),
  wall: z.array(wallCalibrationSchema),
  live: z.array(liveCalibrationSchema),
  counts: z.array(countCalibrationSchema),
});

export type NeededForChange = z.infer<typeof neededSchema>;
export type ProgramCalibration = z.infer<typeof programSchema>;
export type WallCalibration = z.infer<typeof wallCalibrationSchema>;
export type LiveCalibration = z.infer<typeof liveCalibrationSchema>;
export type VisibleEffect = z.infer<typeof visibleEffectSchema>;
export type Calibration = z.infer<typeof calibrationSchema>;
