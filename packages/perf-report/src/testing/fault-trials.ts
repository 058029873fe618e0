/** true: `npx nx faults <project>` runs, which tries faults for longer than `npm test` does. */
export const IS_LONG = process.env['NIGHT_PILOT_FAULTS'] === 'long';

/** Returns the number of trials of a fault. */
export const rounds = ({ short, long }: { short: number; long: number }): number =>
  IS_LONG ? long : short;

/** Time limit of one test of faults, in ms. It only ends what hangs. */
export const TIME_LIMIT_MS = IS_LONG ? 1_800_000 : 180_000;
