import { printable } from './printable.ts';

/** A blank without width: it ends a mention, a reference or an address for GitHub, and nobody sees it. */
const BREAK = '&#8203;';

/** Starts of what GitHub turns into mentions, references and links: a break behind them prevents that. */
const STARTS = String.raw`[@#]|\b(?:https?|ftp|mailto|xmpp|ssh)(?=:)|\bwww(?=\.)|\bGH(?=-\d)`;
/** A word that GitHub turns into a link when a commit has a hash that begins so. Seven digits are enough. */
const HASH = '(?<![a-z0-9])[0-9a-f]{7,}(?![a-z0-9])';
/** Largest part of a hash that is none by itself. */
const HASH_PART = /.{6}(?=.)/g;
/** Markup. An underscore inside a word is none; a dash, a plus and a number with a dot begin a list. */
const MARKUP = String.raw`[!"$&'*<=>?[\\\]^\`{|}~]|(?<![a-z0-9])_|_(?![a-z0-9])|^[-+]|(?<=^\d{1,9})[.)](?=\s|$)`;
const EITHER = new RegExp(`(${STARTS})|(${HASH})|${MARKUP}`, 'gi');

/**
 * Makes a text inert in Markdown: one line without markup, HTML, mentions, references and links. Markup becomes
 * entities. These prevent no mention and no link, because GitHub looks for both after it has decoded entities.
 */
export function markdownText(text: string): string {
  return printable(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(EITHER, (found, start?: string, hash?: string) => {
      if (start !== undefined) return `${start}${BREAK}`;
      if (hash !== undefined) return hash.replace(HASH_PART, `$&${BREAK}`);
      return `&#${found.charCodeAt(0)};`;
    });
}
