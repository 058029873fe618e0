/**
 * Whether a request may come from where it says it comes: from the server's own page, under the very
 * name by which the page was opened, or from a program, which sends no Origin.
 *
 * @param host The Host header, known to be allowed.
 */
export function isAllowedOrigin(origin: string | undefined, host: string): boolean {
  return origin === undefined || origin === `http://${host}`;
}
