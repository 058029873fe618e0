import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a check reads of `/proc` and `/sys`. Paths are absolute. */
export interface SystemFiles {
  /** @returns null where the file is missing or may not be read. */
  read: (path: string) => string | null;
  /** Names in a folder, none where it is missing. */
  list: (folder: string) => string[];
}

/** The files of this machine, read at each call. */
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

/** Files as they were at one moment: texts by path. */
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
