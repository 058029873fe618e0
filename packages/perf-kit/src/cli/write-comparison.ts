import { join, relative } from 'node:path';
import { comparisonIdOf } from '../compare/comparison-id.ts';
import type { ComparedVersions } from '../compare/gathered.ts';
import { writeReport, writeVerdicts } from '../report/file.ts';
import { findWorkspaceRoot } from '../report/part.ts';
import { tellInterrupted } from './interrupted.ts';

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
