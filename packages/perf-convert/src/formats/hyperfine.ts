import { z } from 'zod';
import { validateForeign } from '../foreign-file.ts';
import { anything, foreignNumber, sizeOf } from '../foreign-number.ts';
import { failed, type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { numbersOf, statistics } from '../statistics.ts';
import { TOOK_NO_TIME, tookNoTime } from '../unmeasured.ts';

const resultSchema = z.looseObject({
  command: z.string().min(1),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  times: z.array(z.unknown()).nullish(),
  mean: foreignNumber,
  median: foreignNumber,
  min: foreignNumber,
  max: foreignNumber,
  stddev: anything,
  user: foreignNumber,
  system: foreignNumber,
  memory_usage_byte: z.array(z.unknown()).nullish(),
  exit_codes: z.array(z.unknown()).nullish(),
});

type Result = z.infer<typeof resultSchema>;

const hyperfineSchema = z.looseObject({ results: z.array(resultSchema) });

const EXPECTED = 'the output of hyperfine --export-json FILE';

/**
 * hyperfine's JSON. Times are in s: its manual says "always seconds" of this export, whatever `--time-unit` is. `user`
 * and `system` are means over the runs. Runs that failed (`--ignore-failure`) measured something else: their times are
 * left out, and the means over all runs are unavailable. If every run of a command failed, its metric is failed.
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
      const run = { metrics: results.flatMap(metricsOf), notes: results.flatMap(noteOf) };
      return toReport(run, file, { ...context, expected: EXPECTED });
    },
  },
};

function metricsOf(result: Result): ForeignMetric[] {
  const { command, parameters, times, memory_usage_byte, mean, median, min, max, stddev } = result;
  const time = { kind: 'time', unit: 's', better: 'lower' } as const;
  const identity = { suite: '', name: command, params: toParams(parameters ?? {}) };
  const failures = failedRuns(result);
  const counters: Record<string, number> = result.exit_codes?.length
    ? { failed: failures.length }
    : {};
  const why = whyNothing(result);
  if (why !== null) return [failed(identity, why)];
  const good = <T>(values: readonly T[]) => values.filter((_, run) => !failures.includes(run));
  const overAllRuns = { 'user mean': result.user, 'system mean': result.system };
  const samples = good(times ?? []);
  return [
    ...(samples.length > 0
      ? [measured({ ...identity, ...time, samples, counters, durationMs: lengthMs(times ?? []) })]
      : statistics({
          ...identity,
          ...time,
          values: { mean, median, min, max },
          counters: { ...counters, ...numbersOf({ stddev }) },
        })),
    ...(failures.length > 0
      ? Object.keys(overAllRuns).map((name) =>
          ofAllRuns({ ...identity, name: `${command} ${name}` }),
        )
      : statistics({ ...identity, ...time, values: overAllRuns })),
    ...(memory_usage_byte?.length
      ? [
          measured({
            ...identity,
            name: `${command} memory`,
            samples: good(memory_usage_byte),
            kind: 'memory',
            unit: 'bytes',
            better: 'lower',
          }),
        ]
      : []),
  ];
}

/** Returns the indices of the runs that did not end with the exit code 0. A signal leaves null. */
function failedRuns({ exit_codes }: Result): number[] {
  return (exit_codes ?? []).flatMap((code, run) => (code === 0 ? [] : [run]));
}

function ofAllRuns(identity: Pick<ForeignMetric, 'suite' | 'name' | 'params'>): ForeignMetric {
  const reason = 'It is the mean of all runs, and some of them failed.';
  return { state: 'unavailable', ...identity, instrument: 'wall', reason };
}

/** Returns the reason why no run counts; null when one does. */
function whyNothing(result: Result): string | null {
  const { exit_codes, times, max } = result;
  if (exit_codes?.length && failedRuns(result).length === exit_codes.length) {
    return `Every run failed: exit code ${codesText(exit_codes)}.`;
  }
  return tookNoTime(times?.length ? times : [max]) ? TOOK_NO_TIME : null;
}

/** Says that some runs of a command failed, when others count. */
function noteOf(result: Result): string[] {
  const failures = failedRuns(result);
  const codes = result.exit_codes ?? [];
  if (failures.length === 0 || failures.length === codes.length) return [];
  const which = codesText(failures.map((run) => codes[run]));
  return [
    `Left out: ${failures.length} of ${codes.length} runs of "${result.command}" that failed, with exit code ${which}.`,
  ];
}

function codesText(codes: readonly unknown[]): string {
  return [...new Set(codes)]
    .map((code) => (code === null ? 'none, by a signal' : JSON.stringify(code)))
    .join(', ');
}

function toParams(parameters: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

function lengthMs(times: readonly unknown[]): number {
  return times.reduce<number>((sum, seconds) => sum + sizeOf(seconds), 0) * 1000;
}
