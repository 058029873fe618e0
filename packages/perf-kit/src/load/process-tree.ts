import { readdirSync, readFileSync } from 'node:fs';

/**
 * The given processes and all their descendants. On systems without `/proc` only the given ones,
 * and so for a process that is gone.
 */
export function processTree(roots: readonly number[]): number[] {
  const tree = new Set<number>();
  const visit = (pid: number) => {
    if (tree.has(pid)) return;
    tree.add(pid);
    childrenOf(pid).forEach(visit);
  };
  roots.forEach(visit);
  return [...tree];
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    return []; // Gone since it was listed, or no /proc here.
  }
}
