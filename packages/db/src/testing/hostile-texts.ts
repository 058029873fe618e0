const pieces = [
  '\0',
  "'",
  '"',
  '`',
  '\\',
  '%',
  '_',
  ',',
  ';--',
  '\r\n',
  '\u2028',
  '\ufeff',
  'e\u0301',
  '漢字',
  '👩‍👩‍👧',
  '\u{10ffff}',
  '<b>',
  '{"a":1}',
  '?1 @x :y',
  ' ',
];

/** Makes texts of pieces that break careless storage; the same for the same seed. */
export function hostileTexts({ seed, count }: { seed: number; count: number }): string[] {
  const random = sequence(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + (random() % 8) }, () => pieces[random() % pieces.length]).join(''),
  );
}

/** xorshift32 (Marsaglia, 2003). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
