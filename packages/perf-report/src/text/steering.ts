/** Joiners keep emoji together, and shape letters of the scripts from Arabic to Khmer: there they are part of the text. */
const JOINED_EMOJI = String.raw`(?<!\p{ExtPict}[\ufe0f\p{EMod}]?\u200d(?=\p{ExtPict}))`;
const SCRIPTS = ['Arab', 'Syrc', 'Mong', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml']
  .concat('Telu', 'Knda', 'Mlym', 'Sinh', 'Khmr')
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');
const SHAPED_LETTERS = String.raw`(?<![${SCRIPTS}][\u200c\u200d](?=[\p{L}\p{M}]))`;

/**
 * Pattern, for the flag `v`, of one character by which a text could steer a terminal or hide what it says: C0 and C1
 * controls with ESC, DEL, the line and paragraph separators, controls of the writing direction, and characters that
 * nobody sees, such as blanks without width, soft hyphens, fillers and tags. Variation selectors are none.
 */
export const STEERING = String.raw`[[\p{Cc}\u2028\u2029\p{DI}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]--\p{VS}]${JOINED_EMOJI}${SHAPED_LETTERS}`;
