import { join, relative } from 'node:path';
import { print } from '@night-pilot/perf-report/text';
import { type ComparedVersions, comparisonIdOf } from '@night-pilot/perf-compare/compare';
import {
  extensionOf,
  FLAME_GRAPH,
  folderNameOf,
  headingOf,
  notesOfDifference,
  type RegressionProfile,
  writeDifference,
} from '@night-pilot/perf-compare/profile';
import { type Attachment, writeReport, writeVerdicts } from '@night-pilot/perf-report';
import { findWorkspaceRoot } from '@night-pilot/perf-report/workspace';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';
import { tellInterrupted } from './interrupted.ts';

/**
 * Leaves both arms, the verdicts and what was profiled in `reports/compare/<run>` of the workspace that `from` is in, and
 * prints where.
 */
export async function writeComparison(
  compared: ComparedVersions,
  from: string,
  profiles: readonly RegressionProfile[] = [],
): Promise<void> {
  const id = comparisonIdOf(compared.head.run) ?? compared.head.run.id;
  const folder = join(findWorkspaceRoot(from), 'reports', 'compare', id);
  await writeReport(join(folder, 'base.json'), compared.base);
  const attachments = await attach(compared, profiles, folder);
  await writeReport(join(folder, 'head.json'), { ...compared.head, attachments });
  await writeVerdicts(join(folder, 'verdicts.json'), {
    schemaVersion: 1,
    run: compared.head.run.id,
    judgedAt: new Date().toISOString(),
    verdicts: compared.verdicts,
  });
  if (compared.isInterrupted) tellInterrupted(folder);
  else print(`${relative(process.cwd(), folder)}\n`);
}

/** Writes the profiles beside the report. */
async function attach(
  { head }: ComparedVersions,
  profiles: readonly RegressionProfile[],
  folder: string,
): Promise<Attachment[]> {
  const attachments: Attachment[] = [...head.attachments];
  for (const [index, regressed] of profiles.entries()) {
    const { suite, name, instrument, result } = regressed;
    const metric = head.metrics.find(
      (one) => one.suite === suite && one.name === name && one.instrument === instrument,
    );
    if (result.state === 'failed' || metric === undefined) continue;
    const title = [suite, name].filter(Boolean).join(SUITE_SEPARATOR);
    const inside = `profiles/${index + 1}-${folderNameOf(title)}`;
    const about = `What grew between base and head, regressed by ${instrument}.`;
    const { profiled } = result;
    const notes = [headingOf(profiled, regressed), ...notesOfDifference(profiled, regressed)];
    await writeDifference(join(folder, inside), profiled, { title, about, notes });
    const { project, params } = metric;
    const of = { type: 'metric', project, suite, name, params, instrument } as const;
    const { profiler } = profiled;
    const kind = profiler === 'cpu' ? 'cpu-profile' : 'heap-profile';
    for (const side of ['base', 'head']) {
      const path = `${inside}/${side}${extensionOf(profiler)}`;
      attachments.push({
        name: `${side} profile`,
        kind,
        path,
        contentType: 'application/json',
        of,
      });
    }
    attachments.push({
      ...{ name: 'differential flame graph', kind: 'flame-graph' },
      ...{ path: `${inside}/${FLAME_GRAPH}`, contentType: 'text/html', of },
    });
  }
  return attachments;
}
