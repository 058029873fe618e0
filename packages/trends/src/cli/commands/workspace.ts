import { join } from 'node:path';
import { TrendsError } from '../../errors.ts';
import { historyPath, IN_MEMORY } from '../../store/history-path.ts';
import { isPostgresUrl } from '../../store/postgres-url.ts';
import { findWorkspaceRoot } from '@night-pilot/perf-report/workspace';

/** Returns the root of the workspace of the current folder. */
export function currentWorkspace(): string {
  return findWorkspaceRoot(process.cwd());
}

/** Returns the path of the default history of a workspace. */
function defaultStore(workspace: string): string {
  return join(workspace, 'reports', 'history.db');
}

/** Names the history of all commands that have no `--store`: a URL with a password does not belong into a command line. */
const STORE_VARIABLE = 'PERF_TRENDS_STORE';

/**
 * Returns the history that `--store` names, or else `PERF_TRENDS_STORE`, or else that of the workspace.
 *
 * @throws {TrendsError} `STORE_UNSUPPORTED` for a history in memory, which a command would fill and lose.
 */
export function chosenStore(url: string | undefined, workspace: () => string): string {
  const chosen = url ?? (process.env[STORE_VARIABLE] || undefined);
  if (chosen === undefined) return defaultStore(workspace());
  if (isPostgresUrl(chosen) || historyPath(chosen) !== IN_MEMORY) return chosen;
  throw new TrendsError(
    'STORE_UNSUPPORTED',
    `Expected a history as a file path, sqlite:PATH or postgres://…, got ${chosen}: it would be lost when the command ends.`,
  );
}
