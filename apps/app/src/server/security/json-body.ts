import { RequestError } from '../../errors.ts';
import { decodeUtf8 } from '../../utf8.ts';

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
      `Expected the content type application/json, got ${contentType ?? 'none'}.`,
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

/**
 * Parses a request body.
 *
 * @throws {RequestError} `INVALID_JSON` when it is no UTF-8, no JSON, or has a key that JavaScript would drop.
 */
export function parseJson(body: Uint8Array): unknown {
  const text = decodeUtf8(body);
  if (text === null) throw invalidJson('it is not valid UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalidJson(`it is not valid JSON (${(cause as Error).message})`, { cause });
  }
  if (hasLostKey(value)) throw invalidJson('it has the key "__proto__", which cannot be stored');
  return value;
}

function invalidJson(why: string, options?: ErrorOptions): RequestError {
  return new RequestError(
    'INVALID_JSON',
    `Expected a JSON body {"command", "args"}; ${why}.`,
    options,
  );
}

/** Objects drop a key named `__proto__` when they are copied. */
function hasLostKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasLostKey);
}
