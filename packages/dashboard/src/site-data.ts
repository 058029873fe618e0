import { z } from 'zod';

/** Version of the SiteData format that these pages read. */
export const SITE_DATA_VERSION = 2;

const interval = z.strictObject({ low: z.number(), high: z.number(), level: z.number() });
const budgetState = z
  .enum(['met', 'unclear', 'broken'])
  .describe('unclear: the interval of the value spans the limit');
const budget = z.union([
  z.strictObject({ max: z.number(), state: budgetState }),
  z.strictObject({ min: z.number(), state: budgetState }),
]);

const siteRun = z.strictObject({
  id: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  sha: z.string().nullable(),
  branch: z.string().nullable(),
  dirty: z.boolean(),
});

const point = z.strictObject({
  run: z.string().describe('id of one of runs[]'),
  mean: z.number(),
  low: z.number().nullable().describe('lower end of the 99 % interval of the mean'),
  high: z.number().nullable(),
});

const siteVerdict = z.strictObject({
  verdict: z.enum([
    'regression',
    'improvement',
    'unchanged',
    'undecided',
    'incomparable',
    'new',
    'gone',
  ]),
  reason: z.string(),
  effect: z.number().nullable().describe('relative: 0.05 is 5 % more than the base'),
  interval: interval.nullable().describe('of the effect'),
  suspicion: z
    .enum(['regression', 'improvement'])
    .nullable()
    .describe('the verdict on an undecided series if elapsed time alone were proof'),
});

const siteSeries = z.strictObject({
  id: z.string().describe('stable across exports; letters, digits and dashes'),
  project: z.string(),
  suite: z.string(),
  name: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  instrument: z.enum(['wall', 'instructions', 'allocated', 'browser', 'counted']),
  environment: z.string().describe('one line for a reader: CPU, cores, OS, Node'),
  fingerprint: z.string(),
  kind: z.enum(['time', 'throughput', 'memory', 'size', 'ratio', 'count']),
  unit: z.string(),
  better: z.enum(['lower', 'higher', 'neither']),
  peer: z.string().nullable().describe('name of what a ratio was measured against'),
  budget: budget.nullable().describe('of the newest point'),
  verdict: siteVerdict.nullable().describe('of the newest run; null when it has no point here'),
  points: z.array(point).describe('oldest first'),
});

const siteProblem = z.strictObject({
  state: z.enum(['failed', 'unavailable']),
  title: z.string().describe('project, suite and name'),
  instrument: z.string(),
  message: z.string(),
});

const siteTest = z.strictObject({
  project: z.string(),
  suite: z.string(),
  name: z.string(),
  variant: z.string().nullable(),
  outcome: z.enum(['passed', 'failed', 'flaky', 'skipped', 'timedOut', 'interrupted']),
  durationMs: z.number().nonnegative(),
  retries: z.number().int().nonnegative(),
  error: z
    .string()
    .nullable()
    .describe('why it failed; null when it passed, or when problems[] has the reason'),
});

/** The data of the pages: an exporter writes it, and it is the only input of the pages. */
export const siteDataSchema = z.strictObject({
  version: z.literal(SITE_DATA_VERSION),
  generatedAt: z.iso.datetime(),
  runs: z.array(siteRun).describe('oldest first; the last one is the newest run'),
  series: z.array(siteSeries),
  problems: z.array(siteProblem).describe('metrics that the newest run could not measure'),
  tests: z.array(siteTest).describe('of the newest run'),
});

export type SiteData = z.infer<typeof siteDataSchema>;
export type SiteSeries = SiteData['series'][number];
export type SiteRun = SiteData['runs'][number];
