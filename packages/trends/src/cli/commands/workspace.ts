import { join } from 'node:path';
import { findWorkspaceRoot } from '@night-pilot/perf-kit/report';

/** The workspace that the command was typed in. */
export function currentWorkspace(): string {
  return findWorkspaceRoot(process.cwd());
}

/** The history of a workspace where none is named. */
export function defaultStore(workspace: string): string {
  return join(workspace, 'reports', 'history.db');
}
