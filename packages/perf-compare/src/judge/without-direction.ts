import type { MeasuredMetric, Verdict } from '@night-pilot/perf-report';

type Judgement = Pick<Verdict, 'verdict' | 'reason' | 'suspicion'>;

/** Takes the judgement out of a verdict on a metric where neither direction is better: its change is shown only. */
export function withoutDirection<T extends Judgement>(
  judgement: T,
  { better }: Pick<MeasuredMetric, 'better'>,
): T {
  const { verdict, suspicion, ...others } = judgement;
  const isChange = verdict === 'regression' || verdict === 'improvement';
  if (better !== 'neither' || !(isChange || suspicion !== undefined)) return judgement;
  const reason = `changed, and neither direction is better: ${judgement.reason}`;
  return { ...others, verdict: 'undecided', reason } as T;
}
