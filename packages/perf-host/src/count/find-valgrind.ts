import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether this machine has a Valgrind that can count instructions. */
export type Valgrind =
  | { state: 'found'; path: string; version: string }
  | { state: 'missing' }
  /** It is there and does not start. */
  | { state: 'broken'; path: string }
  /** Valgrind does not run Node on this system. */
  | { state: 'unsupported'; platform: NodeJS.Platform };

const VERSION_LIMIT_MS = 10_000;

const versions = new Map<string, string | null>();

/** Finds Valgrind in PATH. Its version is asked for once in a process. */
export function findValgrind({
  platform = process.platform,
  path = process.env['PATH'] ?? '',
} = {}): Valgrind {
  if (platform !== 'linux') return { state: 'unsupported', platform };
  const file = path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'valgrind'))
    .find(isExecutable);
  if (file === undefined) return { state: 'missing' };
  const version = versions.get(file) ?? versionOf(file);
  versions.set(file, version);
  return version === null
    ? { state: 'broken', path: file }
    : { state: 'found', path: file, version };
}

function versionOf(file: string): string | null {
  const options = { encoding: 'utf8', timeout: VERSION_LIMIT_MS } as const;
  const { stdout } = spawnSync(file, ['--version'], options);
  return /^valgrind-(\S+)/m.exec(stdout ?? '')?.[1] ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
