/** Start of a cell that a spreadsheet runs as a formula, behind blanks, and behind apostrophes that were there before. */
const START = String.raw`\s*[=+\-@\t\r\n＝＋－＠]`;
const FORMULA = new RegExp(`^'*${START}`);
const QUOTED_FORMULA = new RegExp(`^'+${START}`);
const NUMBER = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i;
/** Characters that would steer a terminal, apart from line feeds and tabs; halves of characters, which UTF-8 cannot hold; and
 * what would read as an escape. */
const UNSAFE =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|(?![\n\t])[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\\(?=u\{)/g;
const ESCAPED = /\\u\{([0-9a-f]{1,6})\}/g;

/**
 * Makes a text harmless as a cell: an apostrophe keeps a spreadsheet from running it as a formula, and control characters
 * become `\u{1b}`. {@link plainCell} returns the text.
 */
export function safeCell(text: string): string {
  const escaped = text.replace(UNSAFE, (found) => `\\u{${found.charCodeAt(0).toString(16)}}`);
  return FORMULA.test(escaped) && !NUMBER.test(escaped) ? `'${escaped}` : escaped;
}

/** Returns the text that {@link safeCell} made harmless. */
export function plainCell(cell: string): string {
  const text = QUOTED_FORMULA.test(cell) ? cell.slice(1) : cell;
  return text.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
