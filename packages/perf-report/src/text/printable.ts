/**
 * Characters by which a text could steer a terminal or hide what it says: C0 and C1 controls with ESC, DEL, the line and
 * paragraph separators, and controls of the writing direction.
 */
const CONTROLS = String.raw`\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069`;
const ANY = new RegExp(`[${CONTROLS}]+`, 'g');
const EXCEPT_LINES = new RegExp(`(?![\\n\\t])[${CONTROLS}]`, 'g');
/** Styles that perf-kit prints itself: bold, dim and six colours, and their ends. No sequence that moves or clears. */
const STYLE_OR_CONTROL = new RegExp(
  `\\u001b\\[(?:0|1|2|22|3[1-6]|39)m|(?![\\n\\t])[${CONTROLS}]`,
  'g',
);
const IN_JSON = new RegExp(`(?![\\n\\t])[${CONTROLS}]`, 'g');

/**
 * Replaces control characters by blanks and joins lines. Names, units and messages in other people's files must not
 * steer the terminal.
 */
export function printable(text: string): string {
  return text.replace(ANY, ' ');
}

/** Replaces control characters by blanks, like {@link printable}, and keeps line feeds and tabs. */
export function printableLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(EXCEPT_LINES, ' ');
}

/** Replaces control characters by blanks, like {@link printableLines}, and keeps the styles of our own tables. */
export function printableStyled(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(STYLE_OR_CONTROL, (found) => (found.length > 1 ? found : ' '));
}

/** Serialises a value as JSON whose control characters are all escaped. A parser reads the same value. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    IN_JSON,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
