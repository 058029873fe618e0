import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Access to files of `/proc` and `/sys`. Paths are absolute. */
export interface SystemFiles {
  /** @returns null when the file is missing or may not be read. */
  read: (path: string) => string | null;
  /** Returns the names in a folder, none when it is missing. */
  list: (folder: string) => string[];
}

/** Gives access to the files of this machine, which are read at each call. */
export function systemFiles(root = '/'): SystemFiles {
  return {
    read(path) {
      try {
        return readFileSync(join(root, path), 'utf8');
      } catch {
        return null; // Missing, not for us to read, or a process that is gone.
      }
    },
    list(folder) {
      try {
        return readdirSync(join(root, folder));
      } catch {
        return [];
      }
    },
  };
}

/** Records some files as they are now: texts by path. */
export function recordedFiles(texts: Readonly<Record<string, string>>): SystemFiles {
  return {
    read: (path) => texts[path] ?? null,
    list(folder) {
      const prefix = folder.endsWith('/') ? folder : `${folder}/`;
      const inside = Object.keys(texts).filter((path) => path.startsWith(prefix));
      return [...new Set(inside.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))];
    },
  };
}
