import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Errors when a hard link is not possible (another disk, another owner, too many): the file is copied. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

export interface LinkTreeOptions {
  /** The folder to copy, and the folder that its copy becomes, which must not exist. Both absolute. */
  from: string;
  to: string;
  /** Symbolic links into `fromRoot` become relative links to the same place in `toRoot`. */
  fromRoot: string;
  toRoot: string;
  /** Selects entries directly in `from` that are left out. */
  isLeftOut?: ((name: string) => boolean) | undefined;
  /** Selects entries directly in `from` that are copied, not linked, since tools write to them. */
  isWritten?: ((name: string) => boolean) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Copies a folder by hard links: the names are new, the contents are shared, which takes little time and no space. Each
 * folder is copied synchronously, which is several times as fast as a promise for each file. Between two folders the
 * process handles events.
 *
 * @throws the reason of `signal` when it is aborted; the entries made until then stay.
 */
export async function linkTree(options: LinkTreeOptions): Promise<void> {
  const { from, to, isLeftOut, isWritten, signal } = options;
  const folders = [{ from, to, isShared: true }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal?.throwIfAborted();
    mkdirSync(folder.to, { recursive: true });
    for (const entry of readdirSync(folder.from, { withFileTypes: true })) {
      const isTop = folder.from === from;
      if (isTop && isLeftOut?.(entry.name)) continue;
      const source = join(folder.from, entry.name);
      const target = join(folder.to, entry.name);
      const isShared = folder.isShared && !(isTop && isWritten?.(entry.name));
      if (entry.isDirectory()) folders.push({ from: source, to: target, isShared });
      else if (entry.isSymbolicLink()) copyLink(source, target, options);
      else if (entry.isFile()) placeFile(source, target, isShared);
      // Sockets and pipes belong to processes that run, not to what is installed.
    }
    await nextTurn();
  }
}

function placeFile(source: string, target: string, isShared: boolean): void {
  if (isShared) {
    try {
      linkSync(source, target);
      return;
    } catch (error) {
      if (!NO_LINK.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  copyFileSync(source, target, constants.COPYFILE_FICLONE);
}

function copyLink(
  source: string,
  target: string,
  { fromRoot, toRoot }: Pick<LinkTreeOptions, 'fromRoot' | 'toRoot'>,
): void {
  const written = resolve(dirname(source), readlinkSync(source));
  const leadsTo = isInside(written, fromRoot) ? written : realPath(written);
  makeLink(
    isInside(leadsTo, fromRoot) ? join(toRoot, relative(fromRoot, leadsTo)) : written,
    target,
    toRoot,
  );
}

/** Makes a symbolic link, relative where it stays inside of `root`. */
export function makeLink(leadsTo: string, path: string, root: string): void {
  if (process.platform === 'win32') {
    // A junction needs no rights, but is always absolute.
    symlinkSync(leadsTo, path, 'junction');
    return;
  }
  symlinkSync(isInside(leadsTo, root) ? relative(dirname(path), leadsTo) : leadsTo, path);
}

/** Whether a path is a folder or lies in it. Compares the texts alone. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
