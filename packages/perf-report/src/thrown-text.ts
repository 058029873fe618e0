import { inspect } from 'node:util';

/** Limit of the causes that are named, from the outermost. */
const MAX_CAUSES = 5;
/** Limit of the errors of an `AggregateError` that are named. */
const MAX_ERRORS = 5;
/** Limit of the characters of a thrown value that is no error. */
const MAX_LENGTH = 400;

/** An error, or one that a tool wrote as JSON: its fields may be anything. */
interface ErrorLike {
  name?: unknown;
  message?: unknown;
  value?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/**
 * Describes a thrown value, or one that a tool wrote as JSON: an error by its message, its causes and the errors of an
 * `AggregateError`, anything else by its content. Never throws, whatever the value is.
 */
export function thrownText(thrown: unknown): string {
  return ownText(thrown) + innerText(thrown);
}

/** Describes what lies behind an error: `; cause: …`, `; errors: …`. Empty when there is nothing that it does not say itself. */
export function innerText(thrown: unknown): string {
  const seen = new Set<unknown>([thrown]);
  const parts: string[] = [];
  let at = thrown;
  let said = messageOf(thrown);
  for (let depth = 0; depth < MAX_CAUSES; depth += 1) {
    const errors = fieldOf(at, 'errors');
    if (Array.isArray(errors) && errors.length > 0) parts.push(errorsText(errors));
    const cause = fieldOf(at, 'cause');
    if (cause === undefined || cause === null || seen.has(cause)) break;
    seen.add(cause);
    const message = messageOf(cause);
    if (message === '' || !said.includes(message)) parts.push(`cause: ${ownText(cause)}`);
    said += message;
    at = cause;
  }
  return parts.map((part) => `; ${part}`).join('');
}

function errorsText(errors: readonly unknown[]): string {
  const more = errors.length - MAX_ERRORS;
  const named = errors.slice(0, MAX_ERRORS).map(ownText).join(', ');
  return `errors: ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Describes a value without what lies behind it. */
function ownText(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown.trim() === '' ? 'an empty text' : thrown;
  const message = fieldOf(thrown, 'message') ?? fieldOf(thrown, 'value');
  const name = fieldOf(thrown, 'name');
  const isClass = typeof name === 'string' && name !== '' && name !== 'Error';
  if (typeof message === 'string' && message.trim() !== '') {
    return isClass && !message.startsWith(name) ? `${name}: ${message}` : message;
  }
  if (isError(thrown)) return isClass ? name : 'an error without a message';
  if (typeof thrown === 'object' && thrown !== null && isEmpty(thrown)) {
    return 'an object without a message (JSON.stringify writes {} for an Error)';
  }
  const shown = inspected(thrown);
  return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)} …` : shown;
}

function messageOf(thrown: unknown): string {
  const message = typeof thrown === 'string' ? thrown : fieldOf(thrown, 'message');
  return typeof message === 'string' ? message.trim() : '';
}

/** A getter or a proxy may throw when it is asked. */
function fieldOf(value: unknown, name: keyof ErrorLike): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return (value as ErrorLike)[name];
  } catch {
    return undefined;
  }
}

function isError(value: unknown): boolean {
  try {
    return value instanceof Error;
  } catch {
    return false;
  }
}

function isEmpty(value: object): boolean {
  try {
    return Object.keys(value).length === 0 && !Array.isArray(value);
  } catch {
    return false;
  }
}

function inspected(value: unknown): string {
  try {
    return inspect(value, { breakLength: Infinity, depth: 3, customInspect: false });
  } catch {
    return 'a value that cannot be shown';
  }
}
