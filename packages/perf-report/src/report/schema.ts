import { z } from 'zod';
import type { Environment, Instrument } from '../machine/environment-facts.ts';
import type { Interval } from '../stats/interval.ts';

/** Version of the PerfReport format: the one that this package writes and reads. */
export const REPORT_SCHEMA_VERSION = 1;

const isoTime = z.iso.datetime().describe('ISO 8601, UTC');
const label = z.string().min(1);
const nonNegative = z.number().nonnegative();

export const commitSchema = z.strictObject({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/, 'a full commit hash'),
  branch: z.string().nullable().describe('null on a detached HEAD'),
  authoredAt: isoTime,
  dirty: z.boolean().describe('true when the work tree held changes that the commit does not'),
});

export const ciSchema = z.strictObject({
  provider: label,
  url: z.url().nullable(),
  pullRequest: z.number().int().positive().nullable(),
});

export const runSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'letters, digits, dot, dash and underscore'),
  startedAt: isoTime,
  durationMs: nonNegative,
  commit: commitSchema.nullable().describe('null outside of a git work tree'),
  ci: ciSchema.nullable().describe('null on a machine that is not a CI machine'),
});

export const instrumentSchema = z.enum([
  'wall',
  'instructions',
  'allocated',
  'browser',
  'counted',
]) satisfies z.ZodType<Instrument>;

export const environmentSchema = z.strictObject({
  id: label.describe('what metrics refer to; a hash of the other fields'),
  cpuModel: z.string(),
  cores: z.number().int().positive().describe('logical cores that a process may use (affinity)'),
  cpuQuota: z.number().positive().nullable().describe('cores granted by a cgroup; null: unlimited'),
  memoryBytes: z.number().int().positive(),
  os: label,
  kernel: z.string(),
  architecture: label,
  libc: z.string().nullable().describe('such as "glibc 2.36"; null when unknown'),
  node: label,
  v8: label,
  v8Flags: z.array(z.string()),
  valgrind: z.string().nullable().describe('version; null when it had no part in the measurement'),
  browser: z.strictObject({ name: label, version: label, flags: z.array(z.string()) }).nullable(),
  fingerprints: z
    .strictObject({
      wall: label,
      instructions: label,
      allocated: label,
      browser: label,
      counted: label.optional().describe('missing in reports of before this instrument'),
    })
    .describe('per instrument, a hash of the fields that matter to it'),
}) satisfies z.ZodType<Environment>;

/** Identity of a measured thing. With the instrument's fingerprint it identifies a series. */
export const metricIdentitySchema = z.strictObject({
  project: label,
  suite: z.string().describe('titles from the outermost to the innermost, joined by " › "'),
  name: label,
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  instrument: instrumentSchema,
});

/** What disturbed a process during a measurement. null: this machine does not report it. */
export const disturbanceSchema = z.strictObject({
  stealMs: nonNegative.nullable().describe('CPU time that the hypervisor gave to others'),
  cpuPressureMs: nonNegative.nullable().describe('time in which some task waited for a CPU (PSI)'),
  throttledMs: nonNegative.nullable().describe('time for which the cgroup was throttled'),
  involuntarySwitches: nonNegative.int().nullable(),
  gcMs: nonNegative.nullable(),
  gcCount: nonNegative.int().nullable(),
});

export const forkSchema = z.strictObject({
  samples: z
    .array(z.number())
    .min(1)
    .describe('raw samples per iteration, in the unit of the metric'),
  iterationsPerSample: z.number().int().positive(),
  durationMs: nonNegative,
  steady: z
    .boolean()
    .nullable()
    .describe('whether warm-up reached a steady state; null: not checked'),
  disturbance: disturbanceSchema,
  setAside: z.string().nullable().describe('the rule by which this fork does not count, or null'),
  counters: z
    .record(z.string(), z.number())
    .describe('further facts about the fork, such as deoptimisations'),
});

export const intervalSchema = z
  .strictObject({
    low: z.number(),
    high: z.number(),
    level: z.number().gt(0).lt(1).describe('0.99: a 99 % confidence interval'),
  })
  .refine(({ low, high }) => low <= high, 'low must not exceed high') satisfies z.ZodType<Interval>;

/** Statistics that `summarize` computes over the forks that are not set aside. */
export const summarySchema = z.strictObject({
  mean: z
    .number()
    .describe('mean of the means of the forks; of a ratio to a peer the geometric mean'),
  interval: intervalSchema.nullable().describe('interval of the mean; null for a single fork'),
  min: z.number().describe('of all samples'),
  p50: z.number().describe("mean of the forks' medians; p95 and p99 likewise"),
  p95: z.number(),
  p99: z.number(),
});

const budgetResult = {
  met: z.boolean().describe('false when the whole interval breaks the limit'),
  state: z
    .enum(['met', 'unclear', 'broken'])
    .optional()
    .describe('unclear: the interval spans the limit; missing in older reports'),
};

export const budgetSchema = z.union([
  z.strictObject({ max: z.number(), ...budgetResult }),
  z.strictObject({ min: z.number(), ...budgetResult }),
]);

const identified = {
  ...metricIdentitySchema.shape,
  environment: label.describe('id of an environment'),
};

export const measuredMetricSchema = z.strictObject({
  state: z.literal('measured'),
  ...identified,
  origin: z
    .enum(['measured', 'remembered'])
    .describe('remembered: taken from a cache, never a new point of a series'),
  kind: z.enum(['time', 'throughput', 'memory', 'size', 'ratio', 'count']),
  unit: label.describe(
    'ns, us, ms, s, ops/s, bytes, …; "x" for a multiple, "1" for a share of one or a count',
  ),
  better: z
    .enum(['lower', 'higher', 'neither'])
    .describe('neither: a change is shown, and is no regression and no improvement'),
  resolution: nonNegative
    .optional()
    .describe('in the unit: values that differ by less are the same, such as 0.5 bytes a call'),
  forks: z.array(forkSchema).min(1),
  summary: summarySchema,
  peer: z
    .strictObject({ ...metricIdentitySchema.shape, mean: z.number(), unit: label })
    .optional()
    .describe('what the value was measured against, in the same run'),
  budget: budgetSchema.optional(),
});

export const failedMetricSchema = z.strictObject({
  state: z.literal('failed'),
  ...identified,
  error: z.strictObject({ code: z.string().nullable(), message: label }),
});

export const unavailableMetricSchema = z.strictObject({
  state: z.literal('unavailable'),
  ...identified,
  reason: label.describe('why it could not be measured here, and what would change that'),
});

export const metricSchema = z.discriminatedUnion('state', [
  measuredMetricSchema,
  failedMetricSchema,
  unavailableMetricSchema,
]);

export const testSchema = z.strictObject({
  project: label,
  suite: z.string().describe('file and titles, joined by " › "'),
  name: label,
  variant: z.string().nullable().describe('such as the name of a Playwright project'),
  startedAt: isoTime,
  durationMs: nonNegative.describe('of the last attempt'),
  retries: z.number().int().nonnegative(),
  worker: z.number().int().nonnegative().nullable(),
  shard: z
    .strictObject({ index: z.number().int().positive(), total: z.number().int().positive() })
    .nullable(),
  outcome: z.enum(['passed', 'failed', 'flaky', 'skipped', 'timedOut', 'interrupted']),
  error: z.string().nullable(),
});

export const attachmentSchema = z.strictObject({
  name: label,
  kind: z.enum(['cpu-profile', 'heap-profile', 'flame-graph', 'trace', 'screenshot', 'other']),
  path: label.describe('relative to the folder of the report'),
  contentType: label,
  of: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('metric'), ...metricIdentitySchema.shape }),
    z.strictObject({
      type: z.literal('test'),
      ...testSchema.pick({ project: true, suite: true, name: true, variant: true }).shape,
    }),
  ]),
});

/**
 * The report of one run: what ran, where, on which commit, and what it measured. A report is immutable; verdicts on it
 * are kept beside it, see `verdictsSchema`.
 */
export const perfReportSchema = z
  .strictObject({
    schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
    run: runSchema,
    environments: z.array(environmentSchema),
    metrics: z.array(metricSchema),
    tests: z.array(testSchema),
    attachments: z.array(attachmentSchema),
  })
  .superRefine(({ environments, metrics }, context) => {
    const known = new Set(environments.map(({ id }) => id));
    metrics.forEach(({ environment }, index) => {
      if (known.has(environment)) return;
      context.addIssue({
        code: 'custom',
        path: ['metrics', index, 'environment'],
        message: `expected the id of one of environments[], got "${environment}"`,
      });
    });
  });

export type { Environment, Instrument } from '../machine/environment-facts.ts';
export type { Interval } from '../stats/interval.ts';
export type PerfReport = z.infer<typeof perfReportSchema>;
export type Run = PerfReport['run'];
export type MetricIdentity = z.infer<typeof metricIdentitySchema>;
export type Metric = z.infer<typeof metricSchema>;
export type MeasuredMetric = z.infer<typeof measuredMetricSchema>;
export type Fork = z.infer<typeof forkSchema>;
export type Disturbance = z.infer<typeof disturbanceSchema>;
export type Summary = z.infer<typeof summarySchema>;
export type Budget = z.infer<typeof budgetSchema>;
export type TestOutcome = z.infer<typeof testSchema>;
export type Attachment = z.infer<typeof attachmentSchema>;

/** Disturbance of a fork that was not observed. */
export const UNKNOWN_DISTURBANCE: Readonly<Disturbance> = {
  stealMs: null,
  cpuPressureMs: null,
  throttledMs: null,
  involuntarySwitches: null,
  gcMs: null,
  gcCount: null,
};
