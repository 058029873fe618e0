import { z } from 'zod';
import { validateForeign } from '../foreign-file.ts';
import { failed, type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { statistics } from '../statistics.ts';
import { TOOK_NO_TIME, tookNoTime } from '../unmeasured.ts';

const seconds = z.number().nonnegative();

const resultSchema = z.looseObject({
  command: z.string().min(1),
  parameters: z.record(z.string(), z.string()).optional(),
  times: z.array(seconds).min(1).nullish(),
  mean: seconds,
  median: seconds,
  min: seconds,
  max: seconds,
  stddev: seconds.nullish(),
  user: seconds,
  system: seconds,
  memory_usage_byte: z.array(z.number().nonnegative()).min(1).nullish(),
  exit_codes: z.array(z.number().int().nullable()).nullish(),
});

const hyperfineSchema = z.looseObject({ results: z.array(resultSchema) });

const EXPECTED = 'the output of hyperfine --export-json FILE';

/**
 * hyperfine's JSON. Times are in s: its manual says "always seconds" of this export, whatever `--time-unit` is. `user`
 * and `system` are means over the runs. If every run of a command failed (`--ignore-failure`), its metric is failed.
 */
export const hyperfine: Format = {
  name: 'hyperfine',
  title: 'hyperfine, `--export-json`',
  reader: {
    recognises: ({ value }) =>
      hasKeys(value, 'results') &&
      Array.isArray(value.results) &&
      hasKeys(value.results[0], 'command'),
    read: (file, context) => {
      const { results } = validateForeign(file, hyperfineSchema, EXPECTED);
      const run = { metrics: results.flatMap(metricsOf) };
      return toReport(run, file, { ...context, expected: EXPECTED });
    },
  },
};

function metricsOf(result: z.infer<typeof resultSchema>): ForeignMetric[] {
  const { command, parameters, times, exit_codes, memory_usage_byte } = result;
  const time = { kind: 'time', unit: 's', better: 'lower' } as const;
  const identity = { suite: '', name: command, params: parameters };
  const counters: Record<string, number> = exit_codes
    ? { failed: exit_codes.filter((code) => code !== 0).length }
    : {};
  const { mean, median, min, max, stddev, user, system } = result;
  const why = whyNothing(result);
  if (why !== null) return [failed(identity, why)];
  return [
    ...(times
      ? [measured({ ...identity, ...time, samples: times, counters, durationMs: lengthMs(times) })]
      : statistics({
          ...identity,
          ...time,
          values: { mean, median, min, max },
          counters: { ...counters, ...(typeof stddev === 'number' && { stddev }) },
        })),
    ...statistics({ ...identity, ...time, values: { 'user mean': user, 'system mean': system } }),
    ...(memory_usage_byte
      ? [
          measured({
            ...identity,
            name: `${command} memory`,
            samples: memory_usage_byte,
            kind: 'memory',
            unit: 'bytes',
            better: 'lower',
          }),
        ]
      : []),
  ];
}

/** Returns the reason why no run counts; null when one does. */
function whyNothing({ exit_codes, times, max }: z.infer<typeof resultSchema>): string | null {
  if (exit_codes?.length && exit_codes.every((code) => code !== 0)) {
    const codes = [...new Set(exit_codes)].map((code) => code ?? 'none, by a signal');
    return `Every run failed: exit code ${codes.join(', ')}.`;
  }
  return tookNoTime(times ?? [max]) ? TOOK_NO_TIME : null;
}

function lengthMs(times: readonly number[]): number {
  return times.reduce((sum, seconds) => sum + seconds, 0) * 1000;
}
