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
  const open: { value: unknown; path: readonly string[] }[] = [{ value, path: [] }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at.value !== 'object' || at.value === null) continue;
    if (Object.hasOwn(at.value, '__proto__')) {
      return `${[...at.path, '__proto__'].join('.')}: a key of this name cannot be stored: rename it`;
    }
    if (at.path.length >= MAX_LEVELS) {
      const start = at.path.slice(0, 3).join('.');
      return `${start}: it has more than ${MAX_LEVELS} objects and arrays within each other`;
    }
    for (const [key, inner] of Object.entries(at.value)) {
      if (typeof inner === 'object') open.push({ value: inner, path: [...at.path, key] });
    }
  }
  return null;
}
