/**
 * Text of others on one line of a terminal: what could move the cursor, change colours, ring or turn
 * the writing direction becomes `�`; line ends and tabs become a blank.
 */
export function terminalText(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '�');
}
