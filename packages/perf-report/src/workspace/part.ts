import { appendFileSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Kind of the measuring target that wrote a part of a run. */
export type PartKind = 'bench' | 'load' | 'perf' | 'figures';

/**
 * Returns the path where a measuring process writes its report: in the parts folder of the run that started it
 * (`PERF_PARTS_DIR`), else `reports/<kind>/<project>.json` in the workspace.
 *
 * @param from A folder inside the workspace. @default process.cwd()
 */
export function partTarget(project: string, kind: PartKind, from = process.cwd()): string {
  const folder = process.env['PERF_PARTS_DIR'] ?? '';
  return folder === ''
    ? join(findWorkspaceRoot(from), 'reports', kind, `${project}.json`)
    : resolve(folder, `${project}.${kind}.json`);
}

/** Returns whether a larger run started this process and waits for its part. */
export function isPartOfRun(): boolean {
  return (process.env['PERF_PARTS_DIR'] ?? '') !== '';
}

/** Returns the nearest folder at or above `from` with an `nx.json`, else with a lock file or `.git`, else `from`. */
export function findWorkspaceRoot(from: string): string {
  for (const marks of [['nx.json'], ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', '.git']]) {
    for (let folder = resolve(from); ; folder = dirname(folder)) {
      if (marks.some((mark) => existsSync(join(folder, mark)))) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  return resolve(from);
}

/** Returns whether the run that started this process wants a quick measurement (`PERF_QUICK=1`). */
export function isQuickRun(): boolean {
  return process.env['PERF_QUICK'] === '1';
}

/** Progress of a measuring process. `done` and `total` count its own units of work. */
export interface Progress {
  project: string;
  kind: PartKind;
  done: number;
  total: number;
  /** The current measurement. */
  label: string;
}

/** Reports progress to the run that started this process (`PERF_PROGRESS`). Does nothing without one. */
export function reportProgress(progress: Progress): void {
  const path = process.env['PERF_PROGRESS'];
  if (path === undefined || path === '') return;
  appendFileSync(path, `${JSON.stringify(progress)}\n`);
}
