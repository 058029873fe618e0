import { z } from 'zod';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { validateForeign } from '../foreign-file.ts';
import { anything, foreignNumber } from '../foreign-number.ts';
import { type ForeignMetric, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { tinybenchMetrics } from '../tinybench-statistics.ts';

/** The result of tinybench 2, flat, with a few fields of Vitest. It has no samples. */
const benchmarkSchema = z.looseObject({
  name: z.string().min(1),
  hz: foreignNumber,
  mean: foreignNumber,
  min: foreignNumber,
  max: foreignNumber,
  median: anything,
  totalTime: anything,
});

const fileSchema = z.looseObject({
  files: z.array(
    z.looseObject({
      filepath: z.string(),
      groups: z.array(
        z.looseObject({ fullName: z.string(), benchmarks: z.array(benchmarkSchema) }),
      ),
    }),
  ),
});

type Benchmark = z.infer<typeof benchmarkSchema>;

/** Separates the file and the titles of a group in Vitest. */
const SEPARATOR = ' > ';

const EXPECTED = 'the output of vitest bench --outputJson FILE of Vitest 4 or older';

/**
 * Vitest 4 and older, `vitest bench --outputJson`. Its numbers are those of tinybench 2: times in ms, `hz` in operations per
 * second. Metrics and suites have the names of the format of Vitest 5.
 */
export const vitest4: Format = {
  name: 'vitest-4',
  title: 'Vitest 4 and older, `vitest bench --outputJson`',
  reader: {
    recognises: ({ value }) =>
      hasKeys(value, 'files') && Array.isArray(value.files) && hasKeys(value.files[0], 'groups'),
    read: (file, context) => {
      const { files } = validateForeign(file, fileSchema, EXPECTED);
      const metrics = files.flatMap(({ filepath, groups }) =>
        groups.flatMap(({ fullName, benchmarks }) => {
          const suite = suiteOf(fullName, filepath);
          return benchmarks.flatMap((benchmark) => metricsOf(suite, benchmark));
        }),
      );
      return toReport({ metrics }, file, { ...context, expected: EXPECTED });
    },
  },
};

function metricsOf(suite: string, benchmark: Benchmark): ForeignMetric[] {
  const { name, hz, median, totalTime, ...latency } = benchmark;
  return tinybenchMetrics(
    { suite, name },
    {
      latency: { ...latency, ...(median !== undefined && { p50: median }), samples: null },
      throughput: { mean: hz, min: undefined, max: undefined },
      totalTime,
    },
  );
}

/** Returns the titles around a benchmark. A group is named by the path of its file, relative to the project, and its titles. */
function suiteOf(fullName: string, filepath: string): string {
  const [file = '', ...titles] = fullName.split(SEPARATOR);
  const isFile = filepath.replaceAll('\\', '/').endsWith(file);
  return (isFile ? titles : [file, ...titles]).join(SUITE_SEPARATOR);
}
