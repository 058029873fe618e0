import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LockEntry } from './lock-entry.ts';
import type { LockFile } from './lock-file.ts';

/** npm's note of what it installed. */
const NOTE = 'node_modules/.package-lock.json';

/**
 * Whether the `node_modules` of a workspace have what its lock file says. Compares npm's note of what it installed with
 * the lock file, entry by entry. Optional packages may be missing: they belong to another platform.
 */
export function isInstalled(root: string, lock: LockFile): boolean {
  const wanted = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'));
  if (wanted.length === 0) return existsSync(join(root, 'node_modules'));
  const noted = readNote(root);
  return wanted.every(([path, entry]) => {
    const found = noted[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return isSame(entry, found) && existsSync(join(root, path));
  });
}

function isSame(wanted: LockEntry, found: LockEntry): boolean {
  return (
    wanted.version === found.version &&
    wanted.integrity === found.integrity &&
    wanted.link === found.link &&
    (!wanted.link || wanted.resolved === found.resolved)
  );
}

function readNote(root: string): Record<string, LockEntry> {
  try {
    const note = JSON.parse(readFileSync(join(root, NOTE), 'utf8')) as Partial<LockFile>;
    return note.packages ?? {};
  } catch {
    return {};
  }
}
