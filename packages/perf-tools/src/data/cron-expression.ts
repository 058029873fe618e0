import type { Draw } from './draw.ts';

const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
/** Divide an hour, so that the steps are equal. */
const STEPS = [5, 10, 15, 20, 30];

/** Hours in which nobody works, mostly. */
const hour = (draw: Draw) => (draw.chance(0.8) ? draw.between(21, 30) % 24 : draw.between(0, 23));
const minute = (draw: Draw) => (draw.chance(0.5) ? 0 : draw.between(0, 59));

/** What people plan: days and what follows the hour, from the frequent to the rare. */
const plans: readonly ((draw: Draw) => string)[] = [
  (draw) => `${minute(draw)} ${hour(draw)} * * *`,
  (draw) => `${minute(draw)} ${hour(draw)} * * 1-5`,
  (draw) => `${minute(draw)} ${hour(draw)} * * ${draw.between(0, 6)}`,
  (draw) => `*/${draw.of(STEPS)} ${draw.between(0, 4)}-${draw.between(5, 8)} * * *`,
  (draw) => `${minute(draw)} ${hour(draw)} * * ${draw.of(WEEKDAYS)},${draw.of(WEEKDAYS)}`,
  // No later: the 29th is not in every month.
  (draw) => `${minute(draw)} ${hour(draw)} ${draw.between(1, 28)} * *`,
  (draw) => `${minute(draw)} */${draw.of([2, 3, 4, 6, 8, 12])} * * *`,
  (draw) => `${minute(draw)} ${hour(draw)} 1 1,4,7,10 *`,
];

/** A cron expression of 6 fields: second, minute, hour, day, month, weekday. It comes due again and again. */
export function cronExpression(draw: Draw): string {
  const second = draw.chance(0.8) ? 0 : draw.between(0, 59);
  return `${second} ${draw.ofPopular(plans)(draw)}`;
}
