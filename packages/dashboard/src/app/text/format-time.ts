const dateAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Formats date and time in the reader's time zone. */
export function formatMoment(iso: string): string {
  return dateAndTime.format(new Date(iso));
}

/** Formats a mark of a time axis: the day, or the time when the axis spans less than two days. */
export function formatMark(iso: string, spanMs: number): string {
  return (spanMs < 2 * DAY_MS ? clock : day).format(new Date(iso));
}

/** Formats an age: `3 hours ago`. */
export function formatAge(iso: string, now: Date): string {
  const ageMs = now.getTime() - Date.parse(iso);
  if (ageMs < MINUTE_MS) return relative.format(0, 'minute');
  if (ageMs < HOUR_MS) return relative.format(-Math.round(ageMs / MINUTE_MS), 'minute');
  if (ageMs < DAY_MS) return relative.format(-Math.round(ageMs / HOUR_MS), 'hour');
  return relative.format(-Math.round(ageMs / DAY_MS), 'day');
}

/** Formats a duration of milliseconds to hours: `840 ms`, `12.3 s`, `4 min 5 s`, `1 h 2 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
