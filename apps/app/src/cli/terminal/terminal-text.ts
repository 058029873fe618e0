/**
 * Makes foreign text safe for one line of a terminal: characters that could move the cursor, change
 * colours, ring the bell or turn the writing direction become `�`; line ends and tabs become a space.
 */
export function terminalText(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '�');
}
