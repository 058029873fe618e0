import { RequestError } from '../../errors.ts';
import { shown } from '../../shown.ts';

/** Limit of the size of a request body: 1 MiB. */
export const maxBodyBytes = 1024 * 1024;

/**
 * Checks the headers of a request, before its body is read: it must announce JSON within the limit.
 * A form of another site cannot send this content type without a CORS preflight, which gets no permission.
 *
 * @throws {RequestError} `UNSUPPORTED_MEDIA_TYPE`, `LENGTH_REQUIRED`, `BODY_TOO_LARGE`
 */
export function checkJsonBody(contentType: string | undefined, contentLength: string | undefined) {
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? '')) {
    throw new RequestError(
      'UNSUPPORTED_MEDIA_TYPE',
      `Expected the content type application/json, got ${shown(contentType)}.`,
    );
  }
  if (contentLength === undefined) {
    throw new RequestError('LENGTH_REQUIRED', 'Expected a Content-Length header, got none.');
  }
  if (Number(contentLength) > maxBodyBytes) {
    throw new RequestError(
      'BODY_TOO_LARGE',
      `Expected a body of at most ${maxBodyBytes} bytes, got ${contentLength}.`,
    );
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body. Refuses what could not be stored as it came: bytes that are not UTF-8 would become other characters, and a
 * field named `__proto__` would vanish.
 *
 * @throws {RequestError} `INVALID_JSON`
 */
export function parseJson(body: ArrayBuffer | Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(body));
  } catch (cause) {
    // The parser's own message repeats the body.
    const reason = cause instanceof SyntaxError ? shown(cause.message) : 'it is not UTF-8';
    throw invalidJson(reason, cause);
  }
  if (hasField(value, '__proto__')) throw invalidJson('it has a field named __proto__');
  return value;
}

function invalidJson(reason: string, cause?: unknown): RequestError {
  return new RequestError(
    'INVALID_JSON',
    `Expected a JSON body {"command", "args"} in UTF-8; got another one: ${reason}.`,
    { cause },
  );
}

/** Returns whether an object in the value has the field. Not recursive: the value may be nested deeply. */
function hasField(value: unknown, name: string): boolean {
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (Object.hasOwn(next, name)) return true;
    for (const child of Object.values(next)) waiting.push(child);
  }
  return false;
}
