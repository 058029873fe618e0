import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import type { TestOutcome } from '@night-pilot/perf-report';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { thrownText } from '@night-pilot/perf-report/thrown-text';
import { counted } from '../count-note.ts';
import { validateForeign } from '../foreign-file.ts';
import { anything, foreignNumber, numberOrNull, sizeOf } from '../foreign-number.ts';
import { toReport } from '../foreign-run.ts';
import { foreignTime } from '../foreign-time.ts';
import { type Format, hasKeys } from '../format.ts';

const errorSchema = anything;

const attemptSchema = z.looseObject({
  workerIndex: anything,
  status: z.string().nullish(),
  duration: foreignNumber,
  retry: anything,
  startTime: anything,
  error: errorSchema,
  errors: z.array(errorSchema).nullish(),
});

const testSchema = z.looseObject({
  projectName: z.string().nullish(),
  status: z.string().nullish(),
  results: z.array(attemptSchema),
});

const specSchema = z.looseObject({ title: z.string(), tests: z.array(testSchema) });

const suiteSchema = z.looseObject({
  title: z.string(),
  specs: z.array(specSchema).nullish(),
  get suites() {
    return z.array(suiteSchema).nullish();
  },
});

const playwrightSchema = z.looseObject({
  config: z.looseObject({
    shard: z
      .looseObject({ current: z.number().int().positive(), total: z.number().int().positive() })
      .nullish(),
  }),
  suites: z.array(suiteSchema),
  /** Errors outside of the tests: of a global set-up, a worker that crashed, a file that could not be loaded. */
  errors: z.array(errorSchema).nullish(),
  /** Missing in versions before 1.32. */
  stats: z.looseObject({ startTime: anything, duration: anything }).nullish(),
});

type Suite = z.infer<typeof suiteSchema>;
type Attempt = z.infer<typeof attemptSchema>;
type ForeignTest = Omit<TestOutcome, 'project'>;
/** Facts that all tests of a run share. */
type RunFacts = Pick<ForeignTest, 'shard' | 'startedAt'>;

const EXPECTED = 'the output of playwright test --reporter=json';

/**
 * Playwright's JSON reporter. Its types document durations in ms. Its tests become `tests` of the report, named by file
 * and titles, as perf-kit's own reporter does. Tests that never started count as skipped, and an error outside of the
 * tests as a failed test, so that the run counts as failed. A shard without a test is an empty report.
 */
export const playwright: Format = {
  name: 'playwright',
  title: 'Playwright, `--reporter=json`',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'config', 'suites'),
    read: (file, context) => {
      const { config, suites, errors, stats } = validateForeign(file, playwrightSchema, EXPECTED);
      const attempts = suites.flatMap(attemptsOf);
      const started = stats?.startTime ?? firstStart(attempts);
      const startedAt = foreignTime(started) ?? context.writtenAt.toISOString();
      const shard = config.shard
        ? { index: config.shard.current, total: config.shard.total }
        : null;
      const run = { shard, startedAt };
      const tests = [
        ...suites.flatMap((suite) => testsOf(suite, [], run)),
        ...(errors ?? []).map((error) => outsideOfTests(error, run)),
      ];
      const isEmptyShard = shard !== null && tests.length === 0;
      const durations = attempts.filter(({ duration }) => numberOrNull(duration) === null).length;
      const notes = [
        counted(
          'Unknown',
          durations,
          'duration that is no number',
          'durations that are no numbers',
        ),
        isEmptyShard ? `Shard ${shard.index} of ${shard.total} had no test to run.` : null,
      ].filter((note) => note !== null);
      const durationMs = stats?.duration ?? spanOf(attempts);
      const found = { startedAt, durationMs, metrics: [], tests, notes, isEmptyShard };
      return toReport(found, file, { ...context, expected: EXPECTED });
    },
  },
};

function attemptsOf({ specs, suites }: Suite): Attempt[] {
  return [
    ...(specs ?? []).flatMap(({ tests }) => tests.flatMap(({ results }) => results)),
    ...(suites ?? []).flatMap(attemptsOf),
  ];
}

function firstStart(attempts: readonly Attempt[]): string | undefined {
  return attempts
    .map(({ startTime }) => foreignTime(startTime))
    .filter((time) => time !== null)
    .sort()[0];
}

/** Returns the time from the first start to the last end, in ms; 0 without attempts. */
function spanOf(attempts: readonly Attempt[]): number {
  let [first, last] = [Infinity, -Infinity];
  for (const { startTime, duration } of attempts) {
    const start = Date.parse(foreignTime(startTime) ?? '');
    if (Number.isNaN(start)) continue;
    first = Math.min(first, start);
    last = Math.max(last, start + sizeOf(duration));
  }
  return sizeOf(last - first);
}

function outsideOfTests(error: unknown, run: RunFacts): ForeignTest {
  return {
    ...run,
    suite: '',
    name: 'outside of the tests',
    variant: null,
    durationMs: 0,
    retries: 0,
    worker: null,
    outcome: 'failed',
    error: stripVTControlCharacters(thrownText(error)),
  };
}

function testsOf({ title, specs, suites }: Suite, above: string[], run: RunFacts): ForeignTest[] {
  const titles = [...above, title].filter(Boolean);
  const suite = titles.join(SUITE_SEPARATOR);
  return [
    ...(specs ?? []).flatMap((spec) =>
      spec.tests.map((test) => ({
        suite,
        name: spec.title || 'test',
        ...describeTest(test, run),
      })),
    ),
    ...(suites ?? []).flatMap((inner) => testsOf(inner, titles, run)),
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
  return {
    ...common,
    startedAt: foreignTime(last.startTime) ?? run.startedAt,
    durationMs: sizeOf(last.duration),
    retries: wholeNumber(last.retry) ?? 0,
    worker: wholeNumber(last.workerIndex),
    outcome: outcomeOf(status, last.status),
    error: errorOf(last),
  };
}

/** Returns a whole number of 0 or more; null for anything else. */
function wholeNumber(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}

/** Returns all errors of an attempt with their causes; `error` is the first one of `errors`. */
function errorOf({ error, errors }: Attempt): string | null {
  const thrown = errors?.length ? errors : [error];
  const given = thrown.filter((each) => each !== undefined && each !== null);
  if (given.length === 0) return null;
  return stripVTControlCharacters(given.map(thrownText).join('\n'));
}

/** Returns the outcome by the status of the test, which older versions lack, and of its last attempt. */
function outcomeOf(
  status: string | null | undefined,
  last: string | null | undefined,
): TestOutcome['outcome'] {
  if (last === 'interrupted') return 'interrupted';
  const failure = last === 'timedOut' ? 'timedOut' : 'failed';
  if (status === 'expected') return 'passed';
  if (status === 'flaky' || status === 'skipped') return status;
  if (status === 'unexpected') return failure;
  return last === 'passed' || last === 'skipped' ? last : failure;
}
