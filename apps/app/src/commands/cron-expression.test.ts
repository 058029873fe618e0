import { describe, expect, test } from 'vitest';
import { describeCronProblem } from './cron-expression.ts';

describe('describeCronProblem', () => {
  test.each(['0 0 3 * * *', '0 3 * * *', '*/15 * * * * MON-FRI', '0 0 12 L * *'])(
    'finds none in %s',
    (expression) => {
      expect(describeCronProblem(expression)).toBeNull();
    },
  );

  test.each([
    ['', '6 fields'],
    ['every day', '6 fields'],
    ['@daily', '6 fields'],
    ['0 0 3 * * * 2030', '6 fields'],
    ['99 0 3 * * *', 'Invalid value for second'],
    ['a b c d e f', 'got "a b c d e f"'],
    ['0 0 0 31 2 *', 'a date that exists'],
  ])('says what is wrong with %o', (expression, problem) => {
    expect(describeCronProblem(expression)).toContain(problem);
  });
});
