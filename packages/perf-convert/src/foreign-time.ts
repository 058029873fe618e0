/** A day, and a time in it. Google Benchmark writes blanks, slashes and dashes as well as the `T` of ISO 8601. */
const TIME =
  /^(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d)(?:[T -](?<time>\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?(?<zone>Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Returns a time as ISO 8601 in UTC. A time without a zone counts as UTC, so that a file makes the same report on every
 * machine.
 *
 * @param time A text, or ms since 1970.
 * @returns null for anything else, a day that no calendar has, and a year without four digits.
 */
export function foreignTime(time: unknown): string | null {
  if (typeof time === 'number') return toIso(new Date(time));
  // `Date` would read a number in any text as a month, in the zone of this machine.
  const groups = typeof time === 'string' ? TIME.exec(time.trim())?.groups : undefined;
  if (groups === undefined) return null;
  const { year, month, day, time: clock = '00:00', zone = 'Z' } = groups;
  const date = `${year}-${month}-${day}`;
  const isDay = toIso(new Date(`${date}T00:00Z`))?.startsWith(date) ?? false;
  return isDay ? toIso(new Date(`${date}T${clock}${zone.toUpperCase()}`)) : null;
}

function toIso(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  return /^\d{4}-/.test(text) ? text : null;
}
