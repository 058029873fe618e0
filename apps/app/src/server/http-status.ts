import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ProtocolErrorCode } from '../errors.ts';

/** HTTP status of each error code of the protocol. */
export const httpStatus: Readonly<Record<ProtocolErrorCode, ContentfulStatusCode>> = {
  INVALID_JSON: 400,
  INVALID_REQUEST: 400,
  INVALID_ARGUMENTS: 400,
  INVALID_INPUT: 400,
  FORBIDDEN_HOST: 403,
  FORBIDDEN_ORIGIN: 403,
  WRONG_SECRET: 403,
  NOT_FOUND: 404,
  UNKNOWN_COMMAND: 404,
  METHOD_NOT_ALLOWED: 405,
  CANCELLED: 408,
  CONSTRAINT: 409,
  LENGTH_REQUIRED: 411,
  BODY_TOO_LARGE: 413,
  LIST_TOO_LONG: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  INTERNAL: 500,
  CANNOT_OPEN: 500,
  NEWER_SCHEMA: 500,
  CORRUPT: 500,
  FILE_LOST: 500,
  OUTCOME_UNKNOWN: 500,
  FAILED: 500,
  BUSY: 503,
  QUEUE_FULL: 503,
  CLOSED: 503,
  STOPPING: 503,
  DISK_FULL: 507,
};
