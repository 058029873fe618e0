import type { MeasuredMetric } from '@night-pilot/perf-report';

/**
 * Kinds of which zero means none: no request was answered, no error happened. A time, a size or a
 * growth that reads zero may be too small to be read, and no more than that.
 */
const KINDS_WITH_NONE: ReadonlySet<MeasuredMetric['kind']> = new Set([
  'count',
  'ratio',
  'throughput',
]);

/**
 * What a value at zero proves by itself, whatever measured it: that something stopped which always
 * happened, or began which never did. A busy machine explains neither.
 *
 * @param base Values of before, at least one.
 * @param head Values of now, at least one.
 * @returns null where no value is at zero, or where the kind of the metric does not tell none from little.
 */
export function changeAtZero(
  { kind, better }: Pick<MeasuredMetric, 'kind' | 'better'>,
  base: readonly number[],
  head: readonly number[],
): 'regression' | 'improvement' | 'unchanged' | null {
  if (!KINDS_WITH_NONE.has(kind)) return null;
  const isNone = (value: number) => value === 0;
  const isSome = (value: number) => value > 0;
  if (base.every(isNone) && head.every(isNone)) return 'unchanged';
  if (base.every(isSome) && head.every(isNone)) {
    return better === 'higher' ? 'regression' : 'improvement';
  }
  if (base.every(isNone) && head.every(isSome)) {
    return better === 'lower' ? 'regression' : 'improvement';
  }
  return null;
}
