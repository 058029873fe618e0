import { join, relative } from 'node:path';
import { comparisonIdOf } from '../compare/comparison-id.ts';
import type { ComparedVersions } from '../compare/gathered.ts';
import { type Comparison, headlineOf } from '../compare/outcome.ts';
import { writeReport, writeVerdicts } from '../report/file.ts';
import { findWorkspaceRoot } from '../report/part.ts';
import { renderVerdicts } from '../show/verdicts-table.ts';
import { tellInterrupted } from './interrupted.ts';

export interface PrintOptions {
  /** What stands above the verdicts. */
  above?: string[];
  /** What stands below them, a line each. */
  notes?: string[];
}

/** Prints verdicts, problems and the line that sums them up. */
export function printComparison(
  comparison: Comparison,
  { above = [], notes = [] }: PrintOptions = {},
): void {
  const { verdicts, problems } = comparison;
  const parts = [...above];
  if (verdicts.length > 0) parts.push(renderVerdicts(verdicts));
  if (problems.length > 0) {
    const lines = problems.map(
      ({ what, message }) => `  ${what}: ${message.replaceAll('\n', '\n    ')}`,
    );
    parts.push(['Could not be measured', ...lines].join('\n'));
  }
  if (notes.length > 0) parts.push(notes.join('\n'));
  parts.push(headlineOf(comparison));
  process.stdout.write(`${parts.join('\n\n')}\n`);
}

/** Leaves both arms and the verdicts in `reports/compare/<run>` of the workspace that `from` is in, and prints where. */
export async function writeComparison(compared: ComparedVersions, from: string): Promise<void> {
  const id = comparisonIdOf(compared.head.run) ?? compared.head.run.id;
  const folder = join(findWorkspaceRoot(from), 'reports', 'compare', id);
  await writeReport(join(folder, 'base.json'), compared.base);
  await writeReport(join(folder, 'head.json'), compared.head);
  await writeVerdicts(join(folder, 'verdicts.json'), {
    schemaVersion: 1,
    run: compared.head.run.id,
    judgedAt: new Date().toISOString(),
    verdicts: compared.verdicts,
  });
  if (compared.isInterrupted) tellInterrupted(folder);
  else process.stdout.write(`${relative(process.cwd(), folder)}\n`);
}
