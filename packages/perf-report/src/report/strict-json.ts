/** Decodes UTF-8 without a byte order mark; null when the bytes are no valid UTF-8, which U+FFFD would hide. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Explains what to do with bytes that are no UTF-8. */
export function whyNotUtf8(bytes: Uint8Array): string {
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return isUtf16
    ? 'it is UTF-16, as PowerShell writes it with ">": write it again as UTF-8 (Out-File -Encoding utf8)'
    : 'it is not valid UTF-8: it is cut off inside a character, or in another encoding';
}

/** Limit of objects and arrays within each other, far beyond any report: what reads them calls itself for each level. */
const MAX_LEVELS = 500;

/**
 * Explains why a parsed JSON value cannot be stored: a key named `__proto__`, which objects drop when they are copied or
 * validated, or more than 500 objects and arrays within each other.
 *
 * @returns the path and the reason, without a full stop; null when it can be stored.
 */
export function whyNotStorable(value: unknown): string | null {
  const path: string[] = [];
  const why = findUnstorable(value, path);
  if (why === null) return null;
  const shown = why === TOO_DEEP ? path.slice(0, 3) : path;
  return `${shown.join('.')}: ${why}`;
}

const TOO_DEEP = `it has more than ${MAX_LEVELS} objects and arrays within each other`;

/**
 * Looks for the first value that cannot be stored, in a way that makes nothing for each value: reports have many.
 *
 * @param path Keys that lead to `value`; to what was found, if anything was.
 */
function findUnstorable(value: unknown, path: string[]): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Object.hasOwn(value, '__proto__')) {
    path.push('__proto__');
    return 'a key of this name cannot be stored: rename it';
  }
  if (path.length >= MAX_LEVELS) return TOO_DEEP;
  // The keys of an array would be a text for each of its numbers.
  const keys = Array.isArray(value) ? null : Object.keys(value);
  const inner = keys === null ? (value as unknown[]) : Object.values(value);
  for (let at = 0; at < inner.length; at += 1) {
    if (typeof inner[at] !== 'object') continue;
    path.push(keys?.[at] ?? String(at));
    const why = findUnstorable(inner[at], path);
    if (why !== null) return why;
    path.pop();
  }
  return null;
}
