import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import type { TestOutcome } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { validateForeign } from '../foreign-file.ts';
import { toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';

const attemptSchema = z.looseObject({
  workerIndex: z.number().int(),
  status: z.enum(['passed', 'failed', 'timedOut', 'skipped', 'interrupted']).optional(),
  duration: z.number(),
  retry: z.number().int().nonnegative(),
  startTime: z.iso.datetime(),
  error: z.looseObject({ message: z.string().optional() }).optional(),
});

const testSchema = z.looseObject({
  projectName: z.string(),
  status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
  results: z.array(attemptSchema),
});

const specSchema = z.looseObject({ title: z.string().min(1), tests: z.array(testSchema) });

const suiteSchema = z.looseObject({
  title: z.string(),
  specs: z.array(specSchema),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});

const playwrightSchema = z.looseObject({
  config: z.looseObject({
    shard: z
      .looseObject({ current: z.number().int().positive(), total: z.number().int().positive() })
      .nullish(),
  }),
  suites: z.array(suiteSchema),
  stats: z.looseObject({ startTime: z.iso.datetime(), duration: z.number().nonnegative() }),
});

type Suite = z.infer<typeof suiteSchema>;
type ForeignTest = Omit<TestOutcome, 'project'>;
/** Facts that all tests of a run share. */
type RunFacts = Pick<ForeignTest, 'shard' | 'startedAt'>;

const EXPECTED = 'the output of playwright test --reporter=json';

/**
 * Playwright's JSON reporter. Its types document durations in ms. Its tests become `tests` of the report, named by file
 * and titles, as perf-kit's own reporter does. Tests that never started count as skipped.
 */
export const playwright: Format = {
  name: 'playwright',
  title: 'Playwright, `--reporter=json`',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'config', 'suites'),
    read: (file, context) => {
      const { config, suites, stats } = validateForeign(file, playwrightSchema, EXPECTED);
      const { startTime: startedAt, duration: durationMs } = stats;
      const shard = config.shard
        ? { index: config.shard.current, total: config.shard.total }
        : null;
      const tests = suites.flatMap((suite) => testsOf(suite, [], { shard, startedAt }));
      return toReport({ startedAt, durationMs, metrics: [], tests }, file, {
        ...context,
        expected: EXPECTED,
      });
    },
  },
};

function testsOf(
  { title, specs, suites = [] }: Suite,
  above: string[],
  run: RunFacts,
): ForeignTest[] {
  const titles = [...above, title].filter(Boolean);
  const suite = titles.join(SUITE_SEPARATOR);
  return [
    ...specs.flatMap((spec) =>
      spec.tests.map((test) => ({ suite, name: spec.title, ...describeTest(test, run) })),
    ),
    ...suites.flatMap((inner) => testsOf(inner, titles, run)),
  ];
}

function describeTest(
  { projectName, status, results }: z.infer<typeof testSchema>,
  run: RunFacts,
): Omit<ForeignTest, 'suite' | 'name'> {
  const last = results.at(-1);
  const common = { variant: projectName || null, shard: run.shard };
  if (last === undefined) {
    const error = 'The run ended before this test started.';
    const never = { startedAt: run.startedAt, durationMs: 0, retries: 0, worker: null };
    return { ...common, ...never, outcome: 'skipped', error };
  }
  const message = last.error?.message;
  return {
    ...common,
    startedAt: new Date(last.startTime).toISOString(),
    durationMs: Math.max(0, last.duration),
    retries: last.retry,
    worker: last.workerIndex >= 0 ? last.workerIndex : null,
    outcome: outcomeOf(status, last.status),
    error: message === undefined ? null : stripVTControlCharacters(message),
  };
}

function outcomeOf(
  status: z.infer<typeof testSchema>['status'],
  last: z.infer<typeof attemptSchema>['status'],
): TestOutcome['outcome'] {
  if (last === 'interrupted') return 'interrupted';
  switch (status) {
    case 'expected':
      return 'passed';
    case 'flaky':
      return 'flaky';
    case 'skipped':
      return 'skipped';
    case 'unexpected':
      return last === 'timedOut' ? 'timedOut' : 'failed';
  }
}
