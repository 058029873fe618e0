/**
 * Returns whether an Origin header is allowed: the origin of the server's own page, under the host
 * name of the request, or none at all, as programs send it.
 *
 * @param host The Host header; `isAllowedHost` has accepted it.
 */
export function isAllowedOrigin(origin: string | undefined, host: string): boolean {
  return origin === undefined || origin.toLowerCase() === `http://${host}`.toLowerCase();
}
