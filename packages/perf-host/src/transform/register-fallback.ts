import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { extname, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { COMPILED, doubtAbout } from './doubt.ts';
import type * as JsonModule from './json-module.ts';
import type * as LoadTransformed from './load-transformed.ts';
import type * as ResolveFallback from './resolve-fallback.ts';

const require = createRequire(import.meta.url);

/** Codes of Node's errors for a specifier that it cannot resolve. */
const UNRESOLVED = new Set([
  'ERR_INVALID_MODULE_SPECIFIER',
  'ERR_MODULE_NOT_FOUND',
  'ERR_PACKAGE_IMPORT_NOT_DEFINED',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'MODULE_NOT_FOUND',
]);

/** Marks the URL of a file that is loaded a second time, see {@link elideTypeImports}. */
export const ELIDING = '?without-type-imports';

/** Source folders of perf-kit's packages, which lie beside this one. */
const OWN_SOURCES = [
  'perf-report',
  'perf-convert',
  'perf-tools',
  'perf-host',
  'perf-compare',
  'perf-calibrate',
  'perf-kit',
].map((name) => resolve(import.meta.dirname, '../../..', name, 'src') + sep);
const DEPENDENCIES = `${sep}node_modules${sep}`;

/** Absolute paths of the files of the measured project that have been loaded so far. */
export const loadedFiles: string[] = [];

/** The same with those of its dependencies. Perf-kit's own are left out. */
export const loadedModules: string[] = [];

let isEliding = false;

/**
 * Lets this process load what Node alone refuses: TypeScript that is more than types, TSX, `paths` of a tsconfig, imports
 * without extension, CommonJS written as modules.
 *
 * Files that Node itself can resolve and run are left to it, so that most files cost one check of their text.
 * Dependencies are never checked.
 */
export function registerFallback(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const parent = pathOf(context.parentURL);
      const isImport = context.conditions.includes('import');
      const resolved = attempt(
        () => next(specifier, context),
        (error) => {
          const isMissing = parent !== null && !isForeign(parent) && UNRESOLVED.has(codeOf(error));
          if (!isMissing) throw error;
          const { findFallbackFile } = require('./resolve-fallback.ts') as typeof ResolveFallback;
          const found = findFallbackFile(specifier, parent);
          if (found === null) throw error;
          // `require` takes no URLs.
          const url = pathToFileURL(found.path).href + found.query;
          return next(isImport ? url : found.path, context);
        },
      );
      return isEliding && isImport && isCompiled(resolved.url)
        ? { ...resolved, url: resolved.url.replace(/\?.*/, '') + ELIDING }
        : resolved;
    },
    load(url, context, next) {
      const path = pathOf(url);
      if (path !== null && !isOwn(path)) loadedModules.push(path);
      if (path === null || isForeign(path)) return next(url, context);
      loadedFiles.push(path);
      const code = transformed(path, context.format, url.endsWith(ELIDING));
      if (code !== null) return { ...code, shortCircuit: true };
      return attempt(
        () => next(url, context),
        (error) => {
          if (codeOf(error) !== 'ERR_IMPORT_ATTRIBUTE_MISSING') throw error;
          const { importJson } = require('./json-module.ts') as typeof JsonModule;
          return { format: 'module', source: importJson(path), shortCircuit: true };
        },
      );
    },
  });
}

/**
 * Loads TypeScript files from now on under another URL, and without imports that nothing uses as a value. This is not the
 * default, since Node can load most files as they are.
 */
export function elideTypeImports(): void {
  isEliding = true;
}

/** Returns the transformed file; null when Node can load it, which a check of its text shows in most cases. */
function transformed(
  path: string,
  format: string | null | undefined,
  isSecondLook: boolean,
): ReturnType<typeof LoadTransformed.loadTransformed> {
  if (!COMPILED.has(extname(path))) return null;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null; // Node reports it itself.
  }
  const doubt = doubtAbout(path, text, format) ?? (isSecondLook ? 'types' : null);
  if (doubt === null) return null;
  const { loadTransformed } = require('./load-transformed.ts') as typeof LoadTransformed;
  return loadTransformed(path, text, doubt);
}

function attempt<T>(run: () => T, otherwise: (error: unknown) => T): T {
  try {
    return run();
  } catch (error) {
    return otherwise(error);
  }
}

function isCompiled(url: string): boolean {
  const path = pathOf(url);
  return path !== null && !isForeign(path) && COMPILED.has(extname(path));
}

/** Returns true for dependencies and perf-kit itself: Node loads them as they are, and they are not the user's code. */
export function isForeign(path: string): boolean {
  return path.includes(DEPENDENCIES) || isOwn(path);
}

function isOwn(path: string): boolean {
  return OWN_SOURCES.some((sources) => path.startsWith(sources));
}

function pathOf(url: string | undefined): string | null {
  return url?.startsWith('file:') ? fileURLToPath(url) : null;
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}
