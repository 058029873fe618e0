import { basename } from 'node:path';
import { z } from 'zod';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { thrownText } from '@night-pilot/perf-report/thrown-text';
import { anything, numberOrNull, sizeOf } from '../foreign-number.ts';
import { failed, type ForeignMetric, toReport } from '../foreign-run.ts';
import { validateForeign } from '../foreign-file.ts';
import { type Format, hasKeys } from '../format.ts';
import { tinybenchMetrics, tinybenchResultSchema } from '../tinybench-statistics.ts';

const assertionSchema = z.looseObject({
  ancestorTitles: z.array(z.string()),
  title: z.string(),
  status: z.string(),
  // null for what has neither stack nor message: a thrown object.
  failureMessages: z.array(z.unknown()).nullish(),
  benchmarks: z
    .array(
      z.looseObject({
        tasks: z.array(tinybenchResultSchema.extend({ name: z.string().min(1) })),
      }),
    )
    .nullish(),
});

const vitestSchema = z.looseObject({
  startTime: anything,
  testResults: z.array(
    z.looseObject({
      name: z.string().nullish(),
      status: z.string().nullish(),
      message: z.string().nullish(),
      endTime: anything,
      assertionResults: z.array(assertionSchema),
    }),
  ),
});

const EXPECTED = 'the output of vitest bench --reporter=json --outputFile=FILE of Vitest 5';

/**
 * Vitest 5's JSON reporter, which has the benchmarks of each test. Its numbers are those of tinybench: latency in ms,
 * throughput in ops/s. Suites have the same names as in perf-kit: the titles around the benchmark, without the file.
 */
export const vitest: Format = {
  name: 'vitest',
  title: 'Vitest 5, `vitest bench --reporter=json`',
  reader: {
    recognises: ({ value }) => hasKeys(value, 'testResults') && Array.isArray(value.testResults),
    read: (file, context) => {
      const { startTime, testResults } = validateForeign(file, vitestSchema, EXPECTED);
      const end = testResults.reduce((last, { endTime }) => Math.max(last, sizeOf(endTime)), 0);
      const durationMs = numberOrNull(startTime) === null ? 0 : end - sizeOf(startTime);
      const metrics = testResults.flatMap((result) => [
        ...failureOfFile(result),
        ...result.assertionResults.flatMap(metricsOf),
      ]);
      return toReport({ startedAt: startTime, durationMs, metrics }, file, {
        ...context,
        expected: EXPECTED,
      });
    },
  },
};

/** Returns a failed metric for a file that could not be loaded: it has no test that could fail. */
function failureOfFile(result: z.infer<typeof vitestSchema>['testResults'][number]) {
  const { name, status, message, assertionResults } = result;
  const isKnown = assertionResults.some((test) => test.status === 'failed');
  if (status !== 'failed' || isKnown) return [];
  return [failed({ suite: '', name: name ? basename(name) : 'file' }, message)];
}

function metricsOf(test: z.infer<typeof assertionSchema>): ForeignMetric[] {
  const { ancestorTitles, title, status, failureMessages, benchmarks } = test;
  if (status === 'failed') {
    const suite = ancestorTitles.join(SUITE_SEPARATOR);
    const thrown = (failureMessages ?? []).filter((message) => message !== null);
    const message = thrown.map(thrownText).join('\n');
    return [failed({ suite, name: title || 'test' }, message)];
  }
  if (!benchmarks) return [];
  const suite = [...ancestorTitles, title].filter(Boolean).join(SUITE_SEPARATOR);
  return benchmarks.flatMap(({ tasks }) =>
    tasks.flatMap(({ name, ...result }) => tinybenchMetrics({ suite, name }, result)),
  );
}
