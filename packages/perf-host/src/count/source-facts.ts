import { createHash } from 'node:crypto';
import type { SourceFacts } from '../fork/count-protocol.ts';

/** Where a statement may begin: imports that are called, `import(…)` and `import.meta`, are code. */
const START = String.raw`(?<=^|[;}\n])[ \t]*`;
const FROM = String.raw`(["'])(?<from>[^"'\n]+)\1(?:\s*with\s*\{[^}]*\})?\s*;?`;
const IMPORT = new RegExp(`${START}import\\b(?!\\s*[.(])[^;'"\`()]*${FROM}`, 'g');
const EXPORT_FROM = new RegExp(
  `${START}export\\s*(?:type\\s*)?(?:\\{[^}]*\\}|\\*[^;'"\`]*?)\\s*from\\s*${FROM}`,
  'g',
);
const EXPORT_LIST = new RegExp(`${START}export\\s*(?:type\\s*)?\\{[^}]*\\}\\s*;?`, 'g');
const EXPORT_WORD = new RegExp(
  `${START}export\\s+(?:default\\s+)?(?=(?:async\\s+)?(?:abstract\\s+)?\\w+\\*?\\s*(?<name>[\\w$]*))`,
  'g',
);

/** Comments, and strings, which may hold what looks like a comment. */
const STRING_OR_COMMENT =
  /(["'])(?:\\.|(?!\1)[^\\\n])*\1|`(?:\\[^]|[^\\`])*`|(?<=^|[\s;,(){}])\/\/.*$|\/\*[^]*?\*\//gm;

/** A file of the project by a path that starts with a dot, a hash, a tilde or an at sign without a name. */
const OWN_FILE = /^(?:\.{1,2}(?:\/|$)|\/|#|~\/|@\/)/;

/**
 * Hashes what stays the same when code moves between files: the pieces of code between semicolons and braces, without
 * comments, white space, kinds of quotes and trailing commas. Formatting and order do not matter. It is no proof: pieces
 * that change places within a function go unnoticed.
 *
 * @param texts Texts of all files of the project that a version loads.
 */
export function factsOfSources(texts: readonly string[]): SourceFacts {
  const links: string[] = [];
  const packages = new Set<string>();
  const take = (...args: unknown[]) => {
    const [whole] = args as [string];
    const { from = './', name = '' } = (args.at(-1) ?? {}) as { from?: string; name?: string };
    if (OWN_FILE.test(from)) links.push(plain(whole) + name);
    else packages.add(from);
    return '';
  };
  const pieces = texts.flatMap((text) =>
    plain(
      text
        .replace(STRING_OR_COMMENT, (found) => (found.startsWith('/') ? '' : found))
        .replace(IMPORT, take)
        .replace(EXPORT_FROM, take)
        .replace(EXPORT_LIST, take)
        .replace(EXPORT_WORD, take),
    ).split(/[;{}]/),
  );
  const code = [...[...packages].sort(), '', ...pieces.filter((piece) => piece !== '').sort()];
  return { code: numberOf(code), links: numberOf(links.sort()) };
}

/** Returns true when two versions are the same code and differ only in what their files import from each other. */
export function isMovedCode(base: SourceFacts | null, head: SourceFacts | null): boolean {
  return base !== null && head !== null && base.code === head.code && base.links !== head.links;
}

function plain(text: string): string {
  return text
    .replaceAll('"', "'")
    .replace(/\s+/g, '')
    .replace(/,(?=[)\]}])/g, '');
}

/** Returns a hash as a whole number below 2^48. */
function numberOf(parts: readonly string[]): number {
  return createHash('sha256').update(parts.join('\n')).digest().readUIntBE(0, 6);
}
