import { appendFileSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Which measuring target a part of a run comes from. */
export type PartKind = 'bench' | 'load' | 'perf' | 'figures';

/**
 * Where a measuring process leaves its report: in the parts folder of the run that started it
 * (`PERF_PARTS_DIR`), else in `reports/<kind>/<project>.json` of the workspace.
 *
 * @param from A folder inside the workspace. @default process.cwd()
 */
export function partTarget(project: string, kind: PartKind, from = process.cwd()): string {
  const folder = process.env['PERF_PARTS_DIR'] ?? '';
  return folder === ''
    ? join(findWorkspaceRoot(from), 'reports', kind, `${project}.json`)
    : resolve(folder, `${project}.${kind}.json`);
}

/** True when a larger run started this process and waits for its part: a whole one, or none. */
export function isPartOfRun(): boolean {
  return (process.env['PERF_PARTS_DIR'] ?? '') !== '';
}

/** The nearest folder at or above `from` that holds an `nx.json`, else the nearest with a lock file or `.git`, else `from`. */
export function findWorkspaceRoot(from: string): string {
  for (const marks of [['nx.json'], ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', '.git']]) {
    for (let folder = resolve(from); ; folder = dirname(folder)) {
      if (marks.some((mark) => existsSync(join(folder, mark)))) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  return resolve(from);
}

/** True when the run that started this process asked for its quick form (`PERF_QUICK=1`). */
export function isQuickRun(): boolean {
  return process.env['PERF_QUICK'] === '1';
}

/** How far a measuring process is. `done` and `total` count its own units of work. */
export interface Progress {
  project: string;
  kind: PartKind;
  done: number;
  total: number;
  /** What is being measured now. */
  label: string;
}

/** Tells the run that started this process (`PERF_PROGRESS`) how far it is; else does nothing. */
export function reportProgress(progress: Progress): void {
  const path = process.env['PERF_PROGRESS'];
  if (path === undefined || path === '') return;
  appendFileSync(path, `${JSON.stringify(progress)}\n`);
}
