/** `npx nx faults trends` breaks things longer than `npm test` does. */
export const IS_LONG = process.env['NIGHT_PILOT_FAULTS'] === 'long';

/** Returns how often a fault is tried. */
export const rounds = ({ short, long }: { short: number; long: number }) =>
  IS_LONG ? long : short;

/** Time limit of one test, in ms. */
export const TIME_LIMIT_MS = IS_LONG ? 1_800_000 : 180_000;
