/** Parts of texts that steer terminals, run as formulas, become markup, mention people or break parsers. */
const PARTS = [
  ...[
    '\u001b[2J',
    '\u001b]0;title\u0007',
    '\u001b]8;;http://evil.example\u001b\\',
    '\u001b[8m',
    '\u001bc',
  ],
  ...['\u009b2J', '\u0090', '\u0085', '\u007f', '\u0000', '\u0008', '\r', '\r\n', '\n', '\t'],
  ...['\u202e', '\u2066', '\u2069', '\u200f', '\u061c', '\u2028', '\u2029', '\ufeff'],
  ...['\u200b', '\u00ad', '\u2060', '\u3164', '\u200d', '\u{e0041}', '1a2b3c4d'],
  ...['=1+1', '+1', '-1', '@SUM(A1)', "'=1", '\\u{1b}', '","', '";"'],
  ...['@everyone', '@org/team', '#1', 'o/r#2', 'GH-3', 'http://evil.example', 'www.evil.example'],
  ...[
    'mailto:a@b.example',
    '[a](http://evil.example)',
    '![a](x)',
    '<img src=x>',
    '&#64;all',
    '|',
    '`',
  ],
  ...['**', '__', '~~', '<!--', '-->', '</td>', '\\', '$(id)', '%s', '{{x}}', '${x}'],
  ...['__proto__', 'constructor', 'toString', 'ops/s', 'bytes', 'x', '1', 'é', '東京', '👩‍💻', ' '],
];

/** Returns a text of one to six hostile parts. */
export function hostileText(random: (end: number) => number): string {
  return Array.from({ length: 1 + random(6) }, () => PARTS[random(PARTS.length)]).join('');
}

/** Characters that no output for a terminal may have, apart from line feeds and tabs. */
export const STEERING =
  /(?![\n\t])[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0001}-\u{e007f}]/u;

/** What GitHub turns into mentions, references and links, once it has decoded entities. */
export const MENTIONS =
  /@[a-z0-9]|(?<![&\w])#\d|\w#\d|\bGH-\d|\b(?:https?|mailto):|\bwww\.|\b[0-9a-f]{7,40}\b/i;

/** Decodes the entities of a Markdown text. */
export function decoded(markdown: string): string {
  return markdown.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
