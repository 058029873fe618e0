import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nearNames } from '../workspace/near-names.ts';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { type PerfReport, readReport } from '@night-pilot/perf-report';
import { findWorkspaceRoot, type Project } from '@night-pilot/perf-report/workspace';

/**
 * Returns the file of a project's baseline: `reports/baselines/<name>/<project>.json` of the workspace.
 *
 * @throws {PerfKitError} `BAD_ARGUMENT` when the name is not made of letters, digits, `.`, `_` and `-`, or does not begin
 *   with a letter or digit.
 */
export function baselineFile(project: Project, name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new PerfKitError(
      'BAD_ARGUMENT',
      `A baseline is named by letters, digits, ".", "_" and "-", beginning with a letter or digit; got "${name}".`,
    );
  }
  return join(folderOf(project), name, `${project.name}.json`);
}

/**
 * Reads a project's baseline.
 *
 * @throws {PerfKitError} `BASELINE_NOT_FOUND` with the existing baselines.
 * @throws {ReportError} when the file cannot be read.
 */
export async function readBaseline(project: Project, name: string): Promise<PerfReport> {
  const file = baselineFile(project, name);
  if (existsSync(file)) return readReport(file);
  const known = await baselinesOf(project);
  const near = nearNames(name, known);
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  const there = known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.${meant}`;
  throw new PerfKitError(
    'BASELINE_NOT_FOUND',
    `Project ${project.name} has no baseline "${name}". ${there} This saves one: perf-kit bench --save-baseline ${name}`,
  );
}

async function baselinesOf(project: Project): Promise<string[]> {
  const folder = folderOf(project);
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names.filter((name) => existsSync(join(folder, name, `${project.name}.json`))).sort();
}

function folderOf({ root }: Project): string {
  return join(findWorkspaceRoot(root), 'reports', 'baselines');
}
