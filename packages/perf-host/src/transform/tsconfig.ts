import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type * as GetTsconfig from 'get-tsconfig';
import type { TsConfigResult } from 'get-tsconfig';

const require = createRequire(import.meta.url);

/** Each is read once a process: a fork lives for one test. */
const results = new Map<string, unknown>();
const matchers = new Map<string, GetTsconfig.PathsMatcher | null>();

const EMIT_CHOICES = [
  'emitDecoratorMetadata',
  'experimentalDecorators',
  'jsx',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'target',
  'useDefineForClassFields',
  'verbatimModuleSyntax',
] as const;

/** The compiler options that change what a file does when it runs. */
export type EmitChoices = Pick<
  NonNullable<TsConfigResult['config']['compilerOptions']>,
  (typeof EMIT_CHOICES)[number]
>;

/**
 * Returns the compiler options for a file: those of the nearest `tsconfig.json` and what it extends. When that only refers
 * to other configurations, those of the first one that includes the file.
 */
export function emitChoicesOf(path: string): EmitChoices {
  const options = configOf(path)?.config.compilerOptions ?? {};
  const chosen = EMIT_CHOICES.filter((name) => options[name] !== undefined);
  return Object.fromEntries(chosen.map((name) => [name, options[name]]));
}

/** Returns where a module may be by the `paths` and the `baseUrl` of a file's tsconfig, best first. */
export function pathsOf(path: string, specifier: string): string[] {
  const found = configOf(path);
  if (found === null) return [];
  let matcher = matchers.get(found.path);
  if (matcher === undefined) {
    matcher = load().createPathsMatcher(found);
    matchers.set(found.path, matcher);
  }
  return matcher?.(specifier) ?? [];
}

function configOf(path: string): TsConfigResult | null {
  try {
    return findConfig(path);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Error(`${path} needs its tsconfig.json, which cannot be read: ${reason}`, { cause });
  }
}

function findConfig(path: string): TsConfigResult | null {
  const { getTsconfig, createFilesMatcher } = load();
  const nearest = getTsconfig(path, 'tsconfig.json', results);
  if (nearest === null || createFilesMatcher(nearest)(path) !== undefined) return nearest;
  for (const reference of nearest.config.references ?? []) {
    const referred = readReferred(nearest.path, reference.path);
    if (referred !== null && createFilesMatcher(referred)(path) !== undefined) return referred;
  }
  return nearest;
}

function readReferred(from: string, reference: string): TsConfigResult | null {
  const at = resolve(dirname(from), reference);
  const path = at.endsWith('.json') ? at : join(at, 'tsconfig.json');
  return existsSync(path) ? { path, config: load().parseTsconfig(path) } : null;
}

/** It is loaded when the first file needs it, and synchronously, as hooks of `require` are. */
function load(): typeof GetTsconfig {
  return require('get-tsconfig') as typeof GetTsconfig;
}
