/** `npx nx faults db` breaks things longer than `npm test` does. */
const isLong = process.env['NIGHT_PILOT_DB_FAULTS'] === 'long';

/** Returns how often a fault is tried. */
export const rounds = ({ short, long }: { short: number; long: number }) => (isLong ? long : short);

/** Time limit of one test, in ms. */
export const TIME_LIMIT_MS = isLong ? 1_800_000 : 60_000;
