import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findWorkspaceRoot } from '@night-pilot/perf-report/workspace';
import type { TransformOutcome, TransformRequest } from './transform-source.ts';

/** Increased when the same input gives another output. */
const VERSION = 1;

const require = createRequire(import.meta.url);

/** Returns the cached outcome for a file of this content, name and options; null when there is none. */
export function readCached(request: TransformRequest): TransformOutcome | null {
  const folder = cacheFolder();
  if (folder === null) return null;
  try {
    return JSON.parse(readFileSync(entryOf(folder, request), 'utf8')) as TransformOutcome;
  } catch {
    return null;
  }
}

/** Keeps an outcome for later forks. Failing to keep one only costs them time. */
export function writeCached(request: TransformRequest, outcome: TransformOutcome): void {
  const folder = cacheFolder();
  if (folder === null) return;
  const entry = entryOf(folder, request);
  const unfinished = `${entry}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(unfinished, JSON.stringify(outcome), { flag: 'wx' });
    renameSync(unfinished, entry);
  } catch {
    // The folder is read-only, or the disk is full.
  }
}

/** Returns the cache file of an outcome. Its name depends on no path, so that both arms of a comparison share it. */
function entryOf(folder: string, { path, text, options, ...facts }: TransformRequest): string {
  const compiler = require('typescript/package.json') as { version: string };
  const key = JSON.stringify([VERSION, compiler.version, basename(path), facts, options]);
  const hash = createHash('sha256').update(key).update('\0').update(text).digest('hex');
  return join(folder, `${hash.slice(0, 40)}.json`);
}

let known: string | null | undefined;

function cacheFolder(): string | null {
  if (known !== undefined) return known;
  const modules = join(findWorkspaceRoot(process.cwd()), 'node_modules');
  const inWorkspace = existsSync(modules)
    ? usable(join(modules, '.cache', 'perf-kit', 'transform'))
    : null;
  const user = process.getuid?.() ?? 'user';
  known = inWorkspace ?? usable(join(tmpdir(), `perf-kit-transform-${user}`));
  return known;
}

/** Returns the folder when it belongs to this user, since code is run from it; otherwise null. */
function usable(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(folder);
    const isOwn = process.getuid === undefined || uid === process.getuid();
    return isOwn && (process.platform === 'win32' || (mode & 0o022) === 0) ? folder : null;
  } catch {
    return null;
  }
}
