import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Reads the name of the default branch from nx.json, where Nx has had two places for it.
 *
 * @returns `main` where it has none.
 */
export function defaultBranch(root: string): string {
  const file = join(root, 'nx.json');
  if (!existsSync(file)) return 'main';
  const { defaultBase, affected } = JSON.parse(readFileSync(file, 'utf8')) as {
    defaultBase?: string;
    affected?: { defaultBase?: string };
  };
  return defaultBase ?? affected?.defaultBase ?? 'main';
}
