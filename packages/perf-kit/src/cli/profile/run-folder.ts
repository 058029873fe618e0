import { join, relative } from 'node:path';
import { findProject, findWorkspaceRoot } from '@night-pilot/perf-report/workspace';
import { newRunId } from '@night-pilot/perf-report';

/** Returns a new folder for the profiles and pages of a run. */
export function runFolder(root: string): string {
  return join(findWorkspaceRoot(root), 'reports', 'profile', newRunId());
}

/** Returns the root of the current project, or the current folder outside of one, because scripts need no project. */
export function projectRoot(): string {
  try {
    return findProject().root;
  } catch {
    return process.cwd();
  }
}

/** Returns the path of the page in such a folder, relative to the current folder. */
export function placeOf(folder: string): string {
  return join(relative(process.cwd(), folder), 'flame-graph.html');
}
