import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathsOf } from './tsconfig.ts';

/** Extensions in the order in which TypeScript and then Node look for them. */
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/** Sources of an import that names the file that TypeScript's compiler would write. */
const WRITTEN_AS: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/**
 * Looks for a file that Node did not find: relative to its parent for a relative specifier, otherwise by the `paths` and the
 * `baseUrl` of the parent's tsconfig.
 *
 * @param parent Absolute path of the file that imports.
 * @returns Its absolute path and what follows a `?` or `#`; null when there is none.
 */
export function findFallbackFile(
  specifier: string,
  parent: string,
): { path: string; query: string } | null {
  const [, name = '', query = ''] = /^([^?#]+|#[^?#]*)(.*)$/s.exec(specifier) ?? [];
  const path = targetsOf(name, parent)
    .map(findFile)
    .find((found) => found !== null);
  return path === undefined ? null : { path, query };
}

function targetsOf(name: string, parent: string): string[] {
  if (name.startsWith('file:')) return [fileURLToPath(name)];
  if (isAbsolute(name)) return [name];
  if (/^\.\.?(\/|$)/.test(name)) return [resolve(dirname(parent), name)];
  return /^[a-z]{2,}:/.test(name) ? [] : pathsOf(parent, name);
}

/** @param target A path without extension, with that of the compiled file, or of a folder. */
function findFile(target: string): string | null {
  const [, stem = target, extension = ''] = /^(.*)(\.[mc]?jsx?)$/s.exec(target) ?? [];
  const candidates = [
    target,
    ...(WRITTEN_AS[extension] ?? []).map((source) => stem + source),
    ...EXTENSIONS.map((added) => target + added),
    ...EXTENSIONS.map((added) => join(target, `index${added}`)),
  ];
  return candidates.find(isFile) ?? null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
