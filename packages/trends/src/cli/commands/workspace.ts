import { join } from 'node:path';
import { TrendsError } from '../../errors.ts';
import { historyPath, IN_MEMORY } from '../../store/history-path.ts';
import { findWorkspaceRoot } from '@night-pilot/perf-report/workspace';

/** Returns the root of the workspace of the current folder. */
export function currentWorkspace(): string {
  return findWorkspaceRoot(process.cwd());
}

/** Returns the path of the default history of a workspace. */
function defaultStore(workspace: string): string {
  return join(workspace, 'reports', 'history.db');
}

/**
 * Returns the history that `--store` names, or else that of the workspace.
 *
 * @throws {TrendsError} `STORE_UNSUPPORTED` for a history in memory, which a command would fill and lose.
 */
export function chosenStore(url: string | undefined, workspace: () => string): string {
  if (url === undefined) return defaultStore(workspace());
  if (historyPath(url) !== IN_MEMORY) return url;
  throw new TrendsError(
    'STORE_UNSUPPORTED',
    `Expected a history as a file path or sqlite:PATH, got ${url}: it would be lost when the command ends.`,
  );
}
