import { expect, test } from 'vitest';
import { markdownText } from './markdown-text.ts';

/** Text as GitHub sees it when it looks for mentions and links: entities are decoded by then. */
function decoded(markdown: string): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

test.each([
  ['HTML and table cells', '</td>|<b>', '&#60;/td&#62;&#124;&#60;b&#62;'],
  [
    'emphasis, code and links',
    '**a** `b` [c](d)',
    '&#42;&#42;a&#42;&#42; &#96;b&#96; &#91;c&#93;(d)',
  ],
  ['entities', '&lt;&#64;', '&#38;lt;&#38;#&#8203;64;'],
  ['underscores around a word, not inside', '_a_ http_req', '&#95;a&#95; http_req'],
  ['lists', '- a', '&#45; a'],
  ['numbered lists, not decimals', '1. a 0.5', '1&#46; a 0.5'],
  ['line breaks and escape sequences', 'a\n\n# b\u001b[2J', 'a #&#8203; b &#91;2J'],
])('escapes %s', (_name, text, expected) => {
  expect(markdownText(text)).toBe(expected);
});

test.each(['@everyone', 'a@b.example', '#1', 'owner/repo#12', 'GH-12', '@org/team'])(
  'breaks the mention or reference %s',
  (text) => {
    expect(decoded(markdownText(`see ${text} now`))).not.toMatch(/[@#]\w|GH-\d/);
  },
);

test.each(['http://evil.example', 'HTTPS://evil.example', 'www.evil.example', 'mailto:a@b.c'])(
  'breaks the link %s',
  (text) => {
    expect(decoded(markdownText(text))).not.toMatch(/https?:|www\.|mailto:/i);
  },
);

test('keeps plain names', () => {
  const name = 'db › 20 writers › insert (size=1), +5.0 %: 12.5 ms';
  expect(markdownText(name).replaceAll('&#61;', '=')).toBe(name);
});

test.each([
  ['40 digits', '0123456789abcdef0123456789abcdef01234567'],
  ['7 digits', '1a2b3c4'],
  ['12 digits of another repository', 'nodejs/node@0123456789AB'],
  ['39 digits', 'abcdef0123456789abcdef0123456789abcdef0'],
  ['digits between signs', '(1a2b3c4d), _1a2b3c4d_, 20261130-1a2b3c4d'],
])('does not refer to a commit by %s', (_name, text) => {
  const seen = decoded(markdownText(`at ${text}.`));
  expect(seen).not.toMatch(/(?<![a-z0-9])[0-9a-f]{7,}(?![a-z0-9])/i);
  expect(seen.replaceAll('\u200b', '')).toBe(`at ${text}.`);
});

test('keeps words that are no hash, and short numbers', () => {
  expect(markdownText('defacer 123456 abcdefg feedback')).toBe('defacer 123456 abcdefg feedback');
});

test('shows blanks without width, so that no text hides in another', () => {
  expect(markdownText('pass\u200b\u00ad\u{e0041}word \u2063')).toBe('pass word');
});
