/**
 * Returns whether a Host header names this server. A site that points its own name at 127.0.0.1
 * (DNS rebinding) sends that name, so it is refused.
 */
export function isAllowedHost(host: string | undefined, port: number): boolean {
  if (!host) return false;
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return names.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}
