import { git } from './git.ts';
import type { Version } from './prepare-versions.ts';

/**
 * What files of head were called in base, by git's detection of renames: two files of which at least half is the same.
 *
 * @param paths Files of head, relative to its root.
 * @param pattern What the name in base has to fit, as git's `glob` patterns do. @default '**'
 * @returns By the path in head the path in base; those that git holds for new are left out.
 */
export async function renamedFiles(
  { base, head }: { base: Version; head: Version },
  paths: readonly string[],
  { pattern = '**', signal }: { pattern?: string; signal?: AbortSignal | undefined } = {},
): Promise<Map<string, string>> {
  if (paths.length === 0) return new Map();
  // Only what is known to git takes part; of what is not committed yet a name without contents is enough.
  await git(head.root, ['add', '--intent-to-add', '--', ...paths.map(literally)], signal);
  const { stdout } = await git(
    head.root,
    [
      ...['diff-index', '--find-renames', '--name-status', '--diff-filter=R', '-z'],
      ...[base.sha, '--', `:(top,glob)${pattern}`, ...paths.map(literally)],
    ],
    signal,
  );
  const fields = stdout.split('\0');
  const wanted = new Set(paths);
  const renamed = new Map<string, string>();
  // Three fields each: how much is the same, the old path, the new one.
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const [before = '', after = ''] = fields.slice(index + 1, index + 3);
    if (wanted.has(after)) renamed.set(after, before);
  }
  return renamed;
}

const literally = (path: string) => `:(top,literal)${path}`;
