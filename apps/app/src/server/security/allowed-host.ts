/**
 * Returns whether a Host header names this server. A site that points its own name at 127.0.0.1
 * (DNS rebinding) sends that name, so it is refused. The case of letters does not matter (RFC 9110, 4.2.3).
 */
export function isAllowedHost(host: string | undefined, port: number): boolean {
  if (!host) return false;
  const given = host.toLowerCase();
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return names.some((name) => given === `${name}:${port}` || (port === 80 && given === name));
}

/**
 * Returns the host that a request is for: the one in a target of the absolute form (`GET http://host/path`), which precedes
 * the Host header (RFC 9112, 3.2.2), else the Host header.
 *
 * @param target Target in the first line of the request.
 * @returns The whole beginning of the target, which names no host, when its scheme is another one than http: `https://host`.
 */
export function requestedHost(target: string, hostHeader: string | undefined): string | undefined {
  const absolute = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(target);
  if (absolute === null) return hostHeader;
  const [beginning, scheme, host] = absolute;
  return scheme?.toLowerCase() === 'http' ? host : beginning;
}
