import { z } from 'zod';
import { anything } from '../foreign-number.ts';
import { thrownText } from '@night-pilot/perf-report/thrown-text';
import { foreignError, validateForeign } from '../foreign-file.ts';
import { failed, type ForeignMetric, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { tinybenchMetrics, tinybenchResultSchema } from '../tinybench-statistics.ts';

/** States of a task without statistics. */
const WITHOUT_STATISTICS = ['errored', 'aborted', 'not-started', 'started'];

const anyResultSchema = z.looseObject({
  state: z.string().nullish(),
  aborted: z.boolean().nullish(),
  // Whatever was thrown: an Error, which JSON.stringify writes as {}, a text, an object.
  error: anything,
  runtime: z.string().nullish(),
  runtimeVersion: z.string().nullish(),
});

const taskSchema = z.looseObject({
  name: z.string().min(1),
  result: anyResultSchema.transform((result, context) => {
    const message = whyUnmeasured(result);
    if (message !== null) return { ...result, measured: null, message };
    const parsed = tinybenchResultSchema.safeParse(result, { reportInput: true });
    if (parsed.success) return { ...result, measured: parsed.data, message: '' };
    for (const { message, path } of parsed.error.issues) {
      context.addIssue({ code: 'custom', message, path });
    }
    return z.NEVER;
  }),
});

/** Returns the reason why a task has no statistics; null when it has. Versions before 6 have no states, only errors. */
function whyUnmeasured({ state, error, aborted }: z.infer<typeof anyResultSchema>): string | null {
  const hasError = error !== undefined && error !== null;
  const hasFailed = state ? WITHOUT_STATISTICS.includes(state) : hasError || aborted === true;
  if (!hasFailed) return null;
  return hasError
    ? thrownText(error)
    : `The task is ${state ?? (aborted ? 'aborted' : 'errored')}.`;
}

const EXPECTED =
  'JSON.stringify(bench.tasks.map(({ name, result }) => ({ name, result }))) of tinybench 3 to 6';

/**
 * The tasks of a tinybench `Bench` as JSON. Latency is in ms and throughput in ops/s, as its types document.
 * `bench.table()` is refused, because it has rounded texts.
 */
export const tinybench: Format = {
  name: 'tinybench',
  title: 'tinybench, its tasks as JSON',
  reader: {
    recognises: ({ value }) => isTable(value) || isTasks(value),
    read: (file, context) => {
      if (isTable(file.value)) {
        const what = '0.Task name: a row of bench.table(), which has rounded texts';
        throw foreignError(file.source, what, EXPECTED);
      }
      const tasks = validateForeign(file, z.array(taskSchema), EXPECTED);
      const [first] = tasks.flatMap(({ result: { runtime, runtimeVersion } }) =>
        runtime && runtimeVersion ? { runtime, runtimeVersion } : [],
      );
      const environment = first && { node: nodeOf(first.runtime, first.runtimeVersion) };
      return toReport({ environment, metrics: tasks.flatMap(metricsOf) }, file, {
        ...context,
        expected: EXPECTED,
      });
    },
  },
};

/** Returns the field `node` of a report: the version, after the name of a runtime other than Node. */
export function nodeOf(runtime: string, version: string): string {
  return runtime === 'node' ? version.replace(/^v/, '') : `${runtime} ${version}`;
}

function isTasks(value: unknown): boolean {
  return Array.isArray(value) && hasKeys(value[0], 'name', 'result');
}

function isTable(value: unknown): boolean {
  return Array.isArray(value) && hasKeys(value[0], 'Task name');
}

function metricsOf({ name, result }: z.infer<typeof taskSchema>): ForeignMetric[] {
  const identity = { suite: '', name };
  return result.measured === null
    ? [failed(identity, result.message)]
    : tinybenchMetrics(identity, result.measured);
}
