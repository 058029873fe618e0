/** Characters that could move the cursor, change colours, ring the bell, set a title or turn the writing direction. */
const steering = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Makes foreign text safe for one line of a terminal: line ends and tabs become a space, other controls `�`. */
export function terminalText(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(steering, '�');
}

/** Makes foreign text of several lines safe for a terminal, such as a stack. */
export function terminalLines(text: string): string {
  return text.split(/\r?\n/).map(terminalText).join('\n');
}

/** Serialises a value as indented JSON without control characters: a parser reads the same value. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => line.replace(steering, escaped))
    .join('\n');
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
