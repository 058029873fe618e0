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

/** @throws {RequestError} `INVALID_JSON` */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RequestError(
      'INVALID_JSON',
      `Expected a JSON body {"command", "args"}; it is not valid JSON (${(cause as Error).message}).`,
      { cause },
    );
  }
}
