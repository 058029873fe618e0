import { Cron } from 'croner';
import { shown } from '../shown.ts';

/** Longest expression, in characters: longer ones are no plans, and reading one of a megabyte takes seconds. */
const longest = 500;

const expected =
  'expected a cron expression of 6 fields (second minute hour day month weekday) or 5 (without the second)';

/**
 * Returns what is wrong with a cron expression, or null. Refuses nicknames such as `@daily`, a year
 * field, and dates that never come.
 */
export function describeCronProblem(expression: string): string | null {
  if (expression.length > longest) {
    return `expected a cron expression of at most ${longest} characters, got ${shown(expression)}`;
  }
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) return `${expected}, got ${shown(expression)}`;
  let next: Date | null;
  try {
    next = new Cron(expression, { mode: '5-or-6-parts', paused: true }).nextRun();
  } catch (error) {
    const reason = (error as Error).message.replace(/^CronPattern: /, '');
    return `${expected}, got ${shown(expression)} (${reason})`;
  }
  return next
    ? null
    : `expected a cron expression with a date that exists, got ${shown(expression)}`;
}
