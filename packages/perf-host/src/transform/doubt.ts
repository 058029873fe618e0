import { extname } from 'node:path';

/** Why a file may need the transform. `types`: types are imported as if they were values. */
export type Doubt = 'jsx' | 'syntax' | 'commonjs' | 'types';

/** Extensions of files that the transform can compile. */
export const COMPILED: ReadonlySet<string> = new Set(['.ts', '.mts', '.cts', '.tsx', '.jsx']);

/**
 * Syntax that is more than types. Each pattern may also match in a comment or a string; a parameter list is followed two
 * parentheses deep.
 */
const SYNTAX = [
  /\benum\s+[\w$]+\s*\{/,
  /\b(?:namespace|module)\s+[\w$.]+\s*\{/,
  /\bconstructor\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?\b(?:public|private|protected|readonly|override)\s/,
  /\bimport\s+[\w$]+\s*=/,
  /\bexport\s*=/,
  /\baccessor\s+[\w$#[]/,
  // A decorator, but not a tag or a link in a comment, nor the scope of a package in quotes.
  /(?<!(?:[\w'"`*.]|\/\/)[ \t]*)@(?!(?:link\w*|inheritDoc)\b[^\n]*\})[\w$(]/,
  /\b(?:export|default|abstract|static|public|private|protected|readonly|override)\s+@[\w$(]/,
];

const MODULE_SYNTAX = /^\s*(?:import|export)\b/m;
const ONLY_IN_MODULES = /\bimport\.meta\b/;
const COMMONJS_NAMES = /\b(?:require\s*[(.]|module\.exports|exports\.|__dirname\b|__filename\b)/;

/**
 * Checks a file's text cheaply. It finds every file that Node refuses, and some that Node can load, which the syntax tree
 * shows later.
 *
 * @param format Node's format for the file, for example `commonjs-typescript` when its package says so.
 * @returns null when Node can load the file.
 */
export function doubtAbout(
  path: string,
  text: string,
  format: string | null | undefined,
): Exclude<Doubt, 'types'> | null {
  const extension = extname(path);
  if (extension === '.tsx' || extension === '.jsx') return 'jsx';
  if (SYNTAX.some((pattern) => pattern.test(text))) return 'syntax';
  if (extension === '.mts' || format?.startsWith('module') || !MODULE_SYNTAX.test(text))
    return null;
  // `import` in a file that its package or other code in it makes CommonJS: compilers accept both.
  const mixes = COMMONJS_NAMES.test(text) && !ONLY_IN_MODULES.test(text);
  return mixes || extension === '.cts' || format?.startsWith('commonjs') ? 'commonjs' : null;
}
