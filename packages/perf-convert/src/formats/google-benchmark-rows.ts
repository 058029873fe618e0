import { z } from 'zod';
import { anything } from '../foreign-number.ts';

const number = anything;

const rowSchema = z.looseObject({
  name: z.string().min(1),
  /** Missing before version 1.5. */
  run_name: z.string().nullish(),
  /** Missing before version 1.5. */
  run_type: z.string().nullish(),
  aggregate_name: z.string().nullish(),
  iterations: number,
  real_time: number,
  cpu_time: number,
  time_unit: z.string().nullish(),
  bytes_per_second: number,
  items_per_second: number,
  error_occurred: z.boolean().nullish(),
  error_message: z.string().nullish(),
  skipped: z.union([z.boolean(), z.string()]).nullish(),
  skip_message: z.string().nullish(),
  /** Of a `BigO` row: the time is this coefficient times `big_o`. */
  cpu_coefficient: number,
  real_coefficient: number,
  big_o: z.string().nullish(),
  /** Of an `RMS` row: the error of that fit, a share of the mean. */
  rms: number,
});

/** The whole file. Rows of an iteration need their times; others may have any of the numbers. */
export const googleSchema = z.looseObject({
  context: z.looseObject({ date: anything, num_cpus: anything }),
  benchmarks: z.array(
    rowSchema.superRefine((row, context) => {
      if (kindOf(row) !== 'iteration' || isSkipped(row)) return;
      for (const field of ['real_time', 'cpu_time', 'iterations'] as const) {
        if (row[field] !== undefined) continue;
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'expected a value, got nothing',
        });
      }
      if (!/^(ns|us|ms|s)$/.test(row.time_unit ?? '')) {
        const message = `expected ns, us, ms or s, got ${JSON.stringify(row.time_unit) ?? 'nothing'}`;
        context.addIssue({ code: 'custom', path: ['time_unit'], message });
      }
    }),
  ),
});

type RawRow = z.infer<typeof rowSchema>;

/** A row whose name and kind are known, whatever version wrote it. */
export type Row = RawRow & {
  run_name: string;
  run_type: 'iteration' | 'aggregate';
  aggregate_name: string | null;
};

/** Names of aggregates at the end of the name of a row, which is all that versions before 1.5 have. */
const SUFFIX = /_(mean|median|stddev|cv|BigO|RMS)$/;
/** An aggregate comes with these of the same benchmark: a benchmark may have a name that ends like one. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  mean: ['stddev'],
  median: ['mean', 'stddev'],
  stddev: ['mean'],
  cv: ['mean'],
  BigO: ['RMS'],
  RMS: ['BigO'],
};

/** Names the benchmark and the aggregate of each row. */
export function namedRows(rows: readonly RawRow[]): Row[] {
  const names = new Set(rows.map(({ name }) => name));
  return rows.map((row): Row => {
    const { run_name, run_type } = row;
    const [base, suffix] = splitName(row.name, names);
    const kind = kindOf(row);
    const isAggregate = kind === 'unknown' ? suffix !== null : kind === 'aggregate';
    return {
      ...row,
      run_name: run_name || (isAggregate ? base : row.name),
      run_type: isAggregate ? 'aggregate' : 'iteration',
      aggregate_name: row.aggregate_name || (run_type ? null : suffix),
    };
  });
}

function splitName(
  name: string,
  names: ReadonlySet<string>,
): [base: string, suffix: string | null] {
  const suffix = SUFFIX.exec(name)?.[1];
  if (suffix === undefined) return [name, null];
  const base = name.slice(0, -suffix.length - 1);
  const companions = COMPANIONS[suffix] ?? [];
  return companions.every((other) => names.has(`${base}_${other}`)) ? [base, suffix] : [name, null];
}

/** `unknown`: a row of a version before 1.5. */
function kindOf({ run_type }: RawRow): 'iteration' | 'aggregate' | 'unknown' {
  return run_type === 'iteration' || run_type === 'aggregate' ? run_type : 'unknown';
}

/** Whether a benchmark was skipped or failed. Versions write true, or what kind of skip it was. */
export function isSkipped({ error_occurred, skipped }: RawRow): boolean {
  return error_occurred === true || (Boolean(skipped) && skipped !== 'NotSkipped');
}
