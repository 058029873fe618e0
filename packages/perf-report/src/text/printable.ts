import { STEERING } from './steering.ts';

const ANY = new RegExp(`(?:${STEERING})+`, 'gv');
const EXCEPT_LINES = new RegExp(`(?![\\n\\t])${STEERING}`, 'gv');
/** Styles that perf-kit prints itself: bold, dim and six colours, and their ends. No sequence that moves or clears. */
const STYLE_OR_CONTROL = new RegExp(
  `\\u001b\\[(?:0|1|2|22|3[1-6]|39)m|(?![\\n\\t])${STEERING}`,
  'gv',
);

/**
 * Replaces control and invisible characters by blanks and joins lines. Names, units and messages in other people's files must not
 * steer the terminal.
 */
export function printable(text: string): string {
  return text.replace(ANY, ' ');
}

/** Replaces the same characters as {@link printable} by blanks, and keeps line feeds and tabs. */
export function printableLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(EXCEPT_LINES, ' ');
}

/** Replaces the same characters as {@link printableLines} by blanks, and keeps the styles of our own tables. */
export function printableStyled(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(STYLE_OR_CONTROL, (found) => (found.startsWith('\u001b[') ? found : ' '));
}

/** Serialises a value as JSON whose control and invisible characters are all escaped. A parser reads the same value. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(EXCEPT_LINES, (found) =>
    // JSON escapes the halves of a character above U+FFFF.
    found
      .split('')
      .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
