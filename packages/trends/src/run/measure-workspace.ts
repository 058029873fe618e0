import { join } from 'node:path';
import { hasFailed } from '../check/failed-tests.ts';
import { TrendsError } from '../errors.ts';
import { readDurations, writeDurations } from './durations.ts';
import { measure, type MeasureOptions } from './measure.ts';
import type { MeasuredTask } from './status.ts';

export interface MeasureWorkspaceOptions extends Omit<MeasureOptions, 'durations' | 'env'> {
  /** Id of the run. */
  run: string;
  /** The folder `reports` of the workspace. */
  reports: string;
  project?: string | undefined;
  quick?: boolean | undefined;
}

/**
 * Runs the measuring targets of one project or of all, and keeps their durations for the time left
 * of the next run.
 *
 * @throws {TrendsError} `NOTHING_TO_MEASURE` when there is no such target, and what `measure` throws.
 */
export async function measureWorkspace(options: MeasureWorkspaceOptions): Promise<MeasuredTask[]> {
  const { run, reports, folder, runner, project, quick = false } = options;
  const tasks = await runner.list(options);
  if (tasks.length === 0) throw nothingToMeasure(project);
  const mode = quick ? 'quick' : 'full';
  const durationsPath = join(reports, 'durations.json');
  const measured = await measure(tasks, {
    ...options,
    durations: await readDurations(durationsPath, mode),
    env: { PERF_RUN_ID: run, PERF_PARTS_DIR: folder.parts, PERF_QUICK: quick ? '1' : '' },
  });
  const complete = measured.filter(
    ({ failure, parts }) => failure === null && !parts.some(({ tests }) => tests.some(hasFailed)),
  );
  await writeDurations(
    durationsPath,
    mode,
    Object.fromEntries(complete.map(({ task, durationMs }) => [task.id, Math.round(durationMs)])),
  );
  return measured;
}

function nothingToMeasure(project: string | undefined): TrendsError {
  return new TrendsError(
    'NOTHING_TO_MEASURE',
    project === undefined
      ? 'Expected a project with a target named bench, load or perf, found none: add one to a project.'
      : `Expected a project with a target named bench, load or perf, got "${project}"; "npx nx show projects" lists the projects.`,
  );
}
