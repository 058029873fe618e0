import type { MeasuredMetric } from '@night-pilot/perf-report';

type Direction = MeasuredMetric['better'];

/** Built-in metrics of k6 whose direction follows from what k6 documents. */
const BUILT_IN: readonly [RegExp, Direction][] = [
  [/^(checks|iterations|http_reqs)$/, 'higher'],
  [/^(http_req_failed|browser_http_req_failed|dropped_iterations)$/, 'lower'],
  [/^(http_req_(?!failed)\w+|iteration_duration|group_duration|grpc_req_duration)$/, 'lower'],
  [/^(ws_connecting|ws_ping|browser_http_req_duration|browser_web_vital_\w+)$/, 'lower'],
];

/** Directions of the limits that a test sets: `rate>0.95` wants more. */
const LIMIT = /^[^<>=!]*(?<operator>[<>])/;

/**
 * Returns which direction of a k6 metric is better: by what k6 defines, else by its thresholds, because the author of the
 * test set them. Another metric of the author has none, unless it is a duration.
 */
export function directionOf(
  { name, contains }: { name: string; contains: string },
  thresholds: unknown,
): Direction {
  const [baseName = name] = name.split('{', 1);
  const known = BUILT_IN.find(([pattern]) => pattern.test(baseName))?.[1];
  return known ?? byThresholds(thresholds) ?? (contains === 'time' ? 'lower' : 'neither');
}

/** null: there are no thresholds, or they limit both sides. */
function byThresholds(thresholds: unknown): Direction | null {
  if (typeof thresholds !== 'object' || thresholds === null) return null;
  const directions = Object.keys(thresholds)
    .map((threshold) => LIMIT.exec(threshold)?.groups?.['operator'])
    .filter((operator) => operator !== undefined);
  if (directions.length === 0 || new Set(directions).size > 1) return null;
  return directions[0] === '>' ? 'higher' : 'lower';
}
