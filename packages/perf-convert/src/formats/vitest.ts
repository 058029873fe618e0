import { z } from 'zod';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { failed, type ForeignMetric, toReport } from '../foreign-run.ts';
import { foreignError, validateForeign } from '../foreign-file.ts';
import { type Format, hasKeys } from '../format.ts';
import { tinybenchMetrics, tinybenchResultSchema } from '../tinybench-statistics.ts';

const assertionSchema = z.looseObject({
  ancestorTitles: z.array(z.string()),
  title: z.string(),
  status: z.string(),
  failureMessages: z.array(z.string()).nullish(),
  benchmarks: z
    .array(
      z.looseObject({
        tasks: z.array(tinybenchResultSchema.extend({ name: z.string().min(1) })),
      }),
    )
    .optional(),
});

const vitestSchema = z.looseObject({
  startTime: z.number(),
  testResults: z.array(
    z.looseObject({ endTime: z.number(), assertionResults: z.array(assertionSchema) }),
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
    recognises: ({ value }) =>
      (hasKeys(value, 'testResults') && Array.isArray(value.testResults)) || isOfVitest4(value),
    read: (file, context) => {
      if (isOfVitest4(file.value)) {
        const what =
          'files: groups of benchmarks, the format of --outputJson in Vitest 4 and older';
        throw foreignError(file.source, what, EXPECTED);
      }
      const { startTime, testResults } = validateForeign(file, vitestSchema, EXPECTED);
      const end = Math.max(startTime, ...testResults.map(({ endTime }) => endTime));
      const metrics = testResults.flatMap(({ assertionResults }) =>
        assertionResults.flatMap(metricsOf),
      );
      return toReport({ startedAt: startTime, durationMs: end - startTime, metrics }, file, {
        ...context,
        expected: EXPECTED,
      });
    },
  },
};

function isOfVitest4(value: unknown): boolean {
  return hasKeys(value, 'files') && Array.isArray(value.files) && hasKeys(value.files[0], 'groups');
}

function metricsOf(test: z.infer<typeof assertionSchema>): ForeignMetric[] {
  const { ancestorTitles, title, status, failureMessages, benchmarks } = test;
  if (benchmarks === undefined) return [];
  if (status === 'failed') {
    const suite = ancestorTitles.join(SUITE_SEPARATOR);
    return [failed({ suite, name: title || 'test' }, failureMessages?.[0] ?? '')];
  }
  const suite = [...ancestorTitles, title].filter(Boolean).join(SUITE_SEPARATOR);
  return benchmarks.flatMap(({ tasks }) =>
    tasks.flatMap(({ name, ...result }) => tinybenchMetrics({ suite, name }, result)),
  );
}
