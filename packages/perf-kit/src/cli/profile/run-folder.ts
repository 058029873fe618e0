import { join, relative } from 'node:path';
import { findProject, findWorkspaceRoot } from '@night-pilot/perf-report/workspace';
import { newRunId } from '@night-pilot/perf-report';

/** Where a run leaves its profiles and pages. */
export function runFolder(root: string): string {
  return join(findWorkspaceRoot(root), 'reports', 'profile', newRunId());
}

/** The root of the present project; the present folder where there is none, since scripts need no project. */
export function projectRoot(): string {
  try {
    return findProject().root;
  } catch {
    return process.cwd();
  }
}

/** The page in such a folder, as a user would type its path. */
export function placeOf(folder: string): string {
  return join(relative(process.cwd(), folder), 'flame-graph.html');
}
