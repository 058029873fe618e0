import { z } from 'zod';
import { validateForeign } from '../foreign-file.ts';
import { anything, foreignNumber, numberOrNull } from '../foreign-number.ts';
import { failed, type ForeignMetric, measured, toReport } from '../foreign-run.ts';
import { type Format, hasKeys } from '../format.ts';
import { numbersOf, statistics } from '../statistics.ts';
import { TOOK_NO_TIME, tookNoTime } from '../unmeasured.ts';
import { nodeOf } from './tinybench.ts';

const TIMES = ['avg', 'min', 'max', 'p25', 'p50', 'p75', 'p99', 'p999'] as const;
const SPREAD = ['avg', 'min', 'max'] as const;

const spreadSchema = z.looseObject({ avg: foreignNumber, min: foreignNumber, max: foreignNumber });

const statsSchema = z.looseObject({
  ...spreadSchema.shape,
  p25: foreignNumber,
  p50: foreignNumber,
  p75: foreignNumber,
  p99: foreignNumber,
  p999: foreignNumber,
  samples: z.array(z.unknown()).nullish(),
  heap: spreadSchema.nullish(),
  gc: spreadSchema.nullish(),
});

const runSchema = z
  .looseObject({
    name: z.string().min(1),
    args: z.record(z.string(), z.unknown()).nullish(),
    stats: statsSchema.nullish(),
    // Whatever was thrown: an error, a text, an object, even null.
    error: anything,
  })
  .refine(({ stats, ...run }) => stats || Object.hasOwn(run, 'error'), {
    path: ['stats'],
    message: 'expected statistics or an error, got neither',
  });

const mitataSchema = z.looseObject({
  layout: z.array(z.looseObject({ name: z.string().nullish() })),
  benchmarks: z.array(
    z.looseObject({ group: z.number().int().nullish(), runs: z.array(runSchema) }),
  ),
  context: z.looseObject({
    now: anything,
    arch: z.string().nullish(),
    runtime: z.string().nullish(),
    version: z.string().nullish(),
    cpu: z.looseObject({ name: z.string().nullish() }).nullish(),
  }),
});

const EXPECTED = "the output of mitata's run({ format: 'json' }) (mitata 1)";

/**
 * mitata's JSON. Times are in ns and heap sizes in bytes: mitata's own output converts both (`$.time`, `$.bytes`). Its
 * samples are means over a batch of calls; the file does not have the size of the batch.
 */
export const mitata: Format = {
  name: 'mitata',
  title: "mitata, `run({ format: 'json' })`",
  reader: {
    recognises: ({ value }) => hasKeys(value, 'layout', 'benchmarks'),
    read: (file, context) => {
      const {
        layout,
        benchmarks,
        context: machine,
      } = validateForeign(file, mitataSchema, EXPECTED);
      const [architecture, os] = machine.arch?.split('-') ?? [];
      const environment = {
        ...(machine.cpu?.name && { cpuModel: machine.cpu.name }),
        ...(architecture && { architecture }),
        ...(os && { os }),
        ...(machine.runtime &&
          machine.version && { node: nodeOf(machine.runtime, machine.version) }),
      };
      const metrics = benchmarks.flatMap(({ group, runs }) => {
        const suite = layout[group ?? -1]?.name ?? '';
        return runs.flatMap((run) => metricsOf(run, suite));
      });
      return toReport({ startedAt: machine.now, environment, metrics }, file, {
        ...context,
        expected: EXPECTED,
      });
    },
  },
};

function metricsOf(run: z.infer<typeof runSchema>, suite: string): ForeignMetric[] {
  const { name, args, stats, error } = run;
  const identity = { suite, name, params: toParams(args ?? {}) };
  if (!stats) return [failed(identity, error)];
  const { samples, heap, gc } = stats;
  if (tookNoTime(samples?.length ? samples : [stats.avg, stats.max])) {
    return [failed(identity, TOOK_NO_TIME)];
  }
  const time = { ...identity, kind: 'time', unit: 'ns', better: 'lower' } as const;
  return [
    ...(samples && samples.length > 0
      ? [measured({ ...time, samples, counters: numbersOf(stats, ...TIMES) })]
      : statistics({ ...time, values: pick(stats, TIMES), counters: numbersOf(stats, ...TIMES) })),
    ...(heap
      ? statistics({
          ...identity,
          name: `${name} heap`,
          kind: 'memory',
          unit: 'bytes',
          better: 'lower',
          values: pick(heap, SPREAD),
          counters: numbersOf(heap, ...SPREAD),
        })
      : []),
    ...(gc
      ? statistics({
          ...time,
          name: `${name} gc`,
          values: pick(gc, SPREAD),
          counters: numbersOf(gc, ...SPREAD),
        })
      : []),
  ];
}

function pick<Key extends string>(
  from: Readonly<Record<Key, unknown>>,
  keys: readonly Key[],
): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, from[key]]));
}

function toParams(args: Record<string, unknown>): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      numberOrNull(value) ?? (typeof value === 'boolean' ? value : textOf(value)),
    ]),
  );
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'undefined');
}
