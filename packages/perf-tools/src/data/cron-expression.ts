import type { Draw } from './draw.ts';

const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
/** Divisors of an hour, so that all steps are equal. */
const STEPS = [5, 10, 15, 20, 30];

/** Hours during which few people work. */
const hour = (draw: Draw) => (draw.chance(0.8) ? draw.between(21, 30) % 24 : draw.between(0, 23));
const minute = (draw: Draw) => (draw.chance(0.5) ? 0 : draw.between(0, 59));

/** Common schedules: days, and fields after the hour, from frequent to rare. */
const plans: readonly ((draw: Draw) => string)[] = [
  (draw) => `${minute(draw)} ${hour(draw)} * * *`,
  (draw) => `${minute(draw)} ${hour(draw)} * * 1-5`,
  (draw) => `${minute(draw)} ${hour(draw)} * * ${draw.between(0, 6)}`,
  (draw) => `*/${draw.of(STEPS)} ${draw.between(0, 4)}-${draw.between(5, 8)} * * *`,
  (draw) => `${minute(draw)} ${hour(draw)} * * ${draw.of(WEEKDAYS)},${draw.of(WEEKDAYS)}`,
  // At most the 28th: not every month has a 29th.
  (draw) => `${minute(draw)} ${hour(draw)} ${draw.between(1, 28)} * *`,
  (draw) => `${minute(draw)} */${draw.of([2, 3, 4, 6, 8, 12])} * * *`,
  (draw) => `${minute(draw)} ${hour(draw)} 1 1,4,7,10 *`,
];

/** Draws a recurring cron expression of 6 fields: second, minute, hour, day, month, weekday. */
export function cronExpression(draw: Draw): string {
  const second = draw.chance(0.8) ? 0 : draw.between(0, 59);
  return `${second} ${draw.ofPopular(plans)(draw)}`;
}
