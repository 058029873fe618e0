import { git } from './git.ts';
import type { Version } from './prepare-versions.ts';

/**
 * Finds the names that files of head have in base, by git's detection of renames: at least half of both files is equal.
 *
 * @param paths Files of head, relative to its root.
 * @param pattern Pattern of the name in base, as git's `glob` takes it. @default '**'
 * @returns The path in base, by the path in head. Files that are new to git are left out.
 */
export async function renamedFiles(
  { base, head }: { base: Version; head: Version },
  paths: readonly string[],
  { pattern = '**', signal }: { pattern?: string; signal?: AbortSignal | undefined } = {},
): Promise<Map<string, string>> {
  if (paths.length === 0) return new Map();
  // git compares only files that it knows: for uncommitted ones their name in the index is enough.
  await git(head.root, ['add', '--intent-to-add', '--', ...paths.map(literally)], signal);
  const { stdout } = await git(
    head.root,
    [
      'diff-index',
      '--find-renames',
      '--name-status',
      '--diff-filter=R',
      '-z',
      base.sha,
      '--',
      `:(top,glob)${pattern}`,
      ...paths.map(literally),
    ],
    signal,
  );
  const fields = stdout.split('\0');
  const wanted = new Set(paths);
  const renamed = new Map<string, string>();
  // Three fields each: the similarity, the old path, the new path.
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const [before = '', after = ''] = fields.slice(index + 1, index + 3);
    if (wanted.has(after)) renamed.set(after, before);
  }
  return renamed;
}

const literally = (path: string) => `:(top,literal)${path}`;
