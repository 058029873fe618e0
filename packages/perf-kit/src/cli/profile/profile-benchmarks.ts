import { dirname, join, relative, resolve } from 'node:path';
import { findBenchmarks, titleOf } from '../../profile/find-benchmarks.ts';
import { profileInFork, treeOfIteration } from '../../profile/profile-in-fork.ts';
import type { Profiler } from '../../profile/profiled-iterations.ts';
import { folderNameOf, unitOf, writeProfile } from '../../profile/write-profiles.ts';
import { findProject } from '../../report/project.ts';
import { showProgress } from '../progress.ts';
import { PROFILED_MS, type ProfileArguments } from './profile-arguments.ts';
import { runFolder } from './run-folder.ts';
import { showProfile } from './show-profile.ts';

/** Profiles the warm iterations of each benchmark of a file. */
export async function profileBenchmarks(
  options: ProfileArguments & { tool: Profiler },
): Promise<0> {
  const { target, grep, tool: profiler, signal } = options;
  const file = resolve(target);
  const project = findProject(dirname(file));
  const benchmarks = await findBenchmarks({ project, file, grep, signal });
  const folder = runFolder(project.root);
  const progress = showProgress(project.name, 'bench');
  for (const [index, benchmark] of benchmarks.entries()) {
    const title = titleOf(benchmark);
    progress.update(index, benchmarks.length, title);
    const of = { cwd: project.root, file, test: benchmark.test, benchmark: benchmark.name };
    const profiled = await profileInFork(of, { profiler, timeMs: PROFILED_MS, signal }).finally(
      progress.end,
    );
    const inside = join(folder, `${index + 1}-${folderNameOf(title)}`);
    await writeProfile(inside, 'profile', profiled);
    const about = `${profiled.iterations} iterations of ${relative(project.root, file)}, after warming up.`;
    await showProfile(inside, {
      ...{ title, about, unit: unitOf(profiler), per: 'iteration' },
      ...{ head: treeOfIteration(profiled, project.root), base: null },
    });
  }
  return 0;
}
