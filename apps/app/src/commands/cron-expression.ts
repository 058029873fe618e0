import { Cron } from 'croner';

const expected =
  'expected a cron expression of 6 fields (second minute hour day month weekday) or 5 (without the second)';

/**
 * Returns what is wrong with a cron expression, or null. Refuses nicknames such as `@daily`, a year
 * field, and dates that never come.
 */
export function describeCronProblem(expression: string): string | null {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) return `${expected}, got "${expression}"`;
  let next: Date | null;
  try {
    next = new Cron(expression, { mode: '5-or-6-parts', paused: true }).nextRun();
  } catch (error) {
    const reason = (error as Error).message.replace(/^CronPattern: /, '');
    return `${expected}, got "${expression}" (${reason})`;
  }
  return next ? null : `expected a cron expression with a date that exists, got "${expression}"`;
}
