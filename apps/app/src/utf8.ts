/** Decodes UTF-8 without a byte order mark; null when the bytes are no valid UTF-8, which nothing stored may hide. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
