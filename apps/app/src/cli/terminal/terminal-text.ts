/**
 * Characters that could move the cursor, change colours, ring the bell, set a title, turn the writing direction, or that nobody
 * sees. Joiners of emoji and of the scripts from Arabic to Khmer, and variation selectors, belong to the text around them.
 */
const steering =
  /[[\p{Cc}\u2028\u2029\p{DI}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]--\p{VS}](?<!\p{ExtPict}[\ufe0f\p{EMod}]?\u200d(?=\p{ExtPict}))(?<![\p{scx=Arab}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Syrc}\p{scx=Mong}][\u200c\u200d](?=[\p{L}\p{M}]))/gv;

/** Makes foreign text safe for one line of a terminal: line ends and tabs become a space, other controls `�`. */
export function terminalText(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(steering, '�');
}

/** Makes foreign text of several lines safe for a terminal, such as a stack. */
export function terminalLines(text: string): string {
  return text.split(/\r?\n/).map(terminalText).join('\n');
}

/** Serialises a value as indented JSON without control and invisible characters: a parser reads the same value. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => line.replace(steering, escaped))
    .join('\n');
}

/** JSON escapes the halves of a character above U+FFFF. */
function escaped(character: string): string {
  return character
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
