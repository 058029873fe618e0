import { STEERING } from '@night-pilot/perf-report/text';

/** Start of a cell that a spreadsheet runs as a formula, behind blanks, and behind apostrophes that were there before. */
const START = String.raw`\s*[=+\-@\t\r\n＝＋－＠]`;
const FORMULA = new RegExp(`^'*${START}`);
const QUOTED_FORMULA = new RegExp(`^'+${START}`);
const NUMBER = /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i;
/** Characters that steer or hide, apart from line feeds and tabs; halves of characters, which UTF-8 cannot hold; what would read as an escape. */
const UNSAFE = new RegExp(String.raw`\p{Cs}|(?![\n\t])${STEERING}|\\(?=u\{)`, 'gv');
const ESCAPED = /\\u\{(10[0-9a-f]{4}|[0-9a-f]{1,5})\}/g;

/**
 * Makes a text harmless as a cell: an apostrophe keeps a spreadsheet from running it as a formula, and control and invisible
 * characters become `\u{1b}`. {@link plainCell} returns the text.
 */
export function safeCell(text: string): string {
  const escaped = text.replace(UNSAFE, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);
  return FORMULA.test(escaped) && !NUMBER.test(escaped) ? `'${escaped}` : escaped;
}

/** Returns the text that {@link safeCell} made harmless. */
export function plainCell(cell: string): string {
  const text = QUOTED_FORMULA.test(cell) ? cell.slice(1) : cell;
  return text.replace(ESCAPED, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
}
