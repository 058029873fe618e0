import { STATUS_CODES } from 'node:http';

/** Status of what Node's parser refuses, by the code of its error; of anything else it is 400. */
const statusOf: ReadonlyMap<string | undefined, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);

/** Returns the answer to bytes that are no HTTP request, as Node itself words it. */
export function refusalOf({ code }: NodeJS.ErrnoException): string {
  return refusal(statusOf.get(code) ?? 400);
}

/** Returns an answer without a body, after which the connection is closed. */
export function refusal(status: number): string {
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`;
}
