import type { MeasuredMetric } from '@night-pilot/perf-report';

/**
 * Kinds of metrics whose zero means none: no request was answered, no error happened. A time, a size or a growth of zero
 * may only be too small to be read.
 */
const KINDS_WITH_NONE: ReadonlySet<MeasuredMetric['kind']> = new Set([
  'count',
  'ratio',
  'throughput',
]);

/**
 * Judges by values at zero alone, whatever measured them: something that always happened has stopped, or something that
 * never happened has begun. A busy machine explains neither.
 *
 * @param base Values of base, at least one.
 * @param head Values of head, at least one.
 * @returns null when no value is zero, or when zero may mean little in this kind of metric.
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
