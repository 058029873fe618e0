import { expect, test } from 'vitest';
import { withoutDirection } from './without-direction.ts';

const judgement = { reason: 'from 1 to 2' };

test.each(['regression', 'improvement'] as const)(
  'makes of a %s an undecided change when neither direction is better',
  (verdict) => {
    expect(withoutDirection({ ...judgement, verdict }, { better: 'neither' })).toEqual({
      verdict: 'undecided',
      reason: 'changed, and neither direction is better: from 1 to 2',
    });
    expect(withoutDirection({ ...judgement, verdict }, { better: 'higher' }).verdict).toBe(verdict);
  },
);

test('takes away a suspicion, and keeps other verdicts', () => {
  const suspicion = { ...judgement, verdict: 'undecided', suspicion: 'regression' } as const;
  expect(withoutDirection(suspicion, { better: 'neither' })).not.toHaveProperty('suspicion');
  const unchanged = { ...judgement, verdict: 'unchanged' } as const;
  expect(withoutDirection(unchanged, { better: 'neither' })).toBe(unchanged);
});
