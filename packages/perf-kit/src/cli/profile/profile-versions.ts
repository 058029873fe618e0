import { dirname, join, resolve } from 'node:path';
import { print } from '@night-pilot/perf-report/text';
import {
  folderNameOf,
  headingOf,
  notesOfDifference,
  profileTwoVersions,
  renderDifference,
  writeDifference,
} from '@night-pilot/perf-compare/profile';
import type { Profiler } from '@night-pilot/perf-host/fork';
import { findProject } from '@night-pilot/perf-report/workspace';
import { showProgress } from '../progress.ts';
import type { ProfileArguments } from './profile-arguments.ts';
import { placeOf, runFolder } from './run-folder.ts';

/** Profiles each benchmark of a file in two versions, in turns, and prints what grew. */
export async function profileVersionsOf(
  options: ProfileArguments & { tool: Profiler; base: string },
): Promise<0> {
  const { target, grep, tool: profiler, base, head = null, signal } = options;
  const file = resolve(target);
  const project = findProject(dirname(file));
  const progress = showProgress(project.name, 'bench');
  const versions = await profileTwoVersions({
    project,
    file,
    grep,
    base,
    head,
    profiler,
    signal,
    onProgress: progress.update,
  }).finally(progress.end);
  const folder = runFolder(project.root);
  for (const [index, [title, profiled]] of [...versions].entries()) {
    const inside = join(folder, `${index + 1}-${folderNameOf(title)}`);
    const about = `${base} against ${head ?? 'the work tree'}.`;
    const notes = [headingOf(profiled, null), ...notesOfDifference(profiled, null)];
    await writeDifference(inside, profiled, { title, about, notes });
    print(`${title}\n${renderDifference(profiled)}\n${placeOf(inside)}\n\n`);
  }
  return 0;
}
