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

/**
 * Finds a key named `__proto__`, which objects drop when they are copied or validated.
 *
 * @returns its path, such as `metrics.0.params.__proto__`; null when there is none.
 */
export function findLostKey(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Object.hasOwn(value, '__proto__')) return '__proto__';
  for (const [key, inner] of Object.entries(value)) {
    const path = findLostKey(inner);
    if (path !== null) return `${key}.${path}`;
  }
  return null;
}
