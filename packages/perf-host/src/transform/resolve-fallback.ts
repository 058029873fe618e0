import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathsOf } from './tsconfig.ts';

/** In the order in which TypeScript and then Node would look. */
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/** TypeScript lets an import name the file that its compiler would write. */
const WRITTEN_AS: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/**
 * Looks for a file that Node did not find: beside its parent for a relative specifier, else where
 * the `paths` and the `baseUrl` of the parent's tsconfig point.
 *
 * @param parent Absolute path of the file that imports.
 * @returns Its absolute path and what followed a `?` or `#`, or null.
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

/** @param target A path that may lack its extension, have that of the written file, or be a folder. */
function findFile(target: string): string | null {
  const [, stem = target, extension = ''] = /^(.*)(\.[mc]?jsx?)$/s.exec(target) ?? [];
  const candidates = [
    target,
    ...(WRITTEN_AS[extension] ?? []).map((other) => stem + other),
    ...EXTENSIONS.map((other) => target + other),
    ...EXTENSIONS.map((other) => join(target, `index${other}`)),
  ];
  return candidates.find(isFile) ?? null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
