import { join } from 'node:path';
import { findWorkspaceRoot } from '@night-pilot/perf-report/workspace';

/** Returns the root of the workspace of the current folder. */
export function currentWorkspace(): string {
  return findWorkspaceRoot(process.cwd());
}

/** Returns the path of the default history of a workspace. */
export function defaultStore(workspace: string): string {
  return join(workspace, 'reports', 'history.db');
}
