import { dirname, join, relative, resolve } from 'node:path';
import {
  findBenchmarks,
  folderNameOf,
  inlinedFunctions,
  profileInFork,
  renderInlined,
  renderUnseen,
  titleOf,
  treeOfIteration,
  unitOf,
  unseenTime,
  withCheckedLines,
  writeProfile,
} from '@night-pilot/perf-compare/profile';
import type { Profiler } from '@night-pilot/perf-host/fork';
import { findProject } from '@night-pilot/perf-report/workspace';
import { showProgress } from '../progress.ts';
import { PROFILED_MS, type ProfileArguments } from './profile-arguments.ts';
import { runFolder } from './run-folder.ts';
import { showProfile } from './show-profile.ts';

/** Profiles the warm iterations of each benchmark of a file. */
export async function profileBenchmarks(
  options: ProfileArguments & { tool: Profiler },
): Promise<0> {
  const { grep, tool: profiler, signal } = options;
  const file = resolve(options.target);
  const project = findProject(dirname(file));
  const benchmarks = await findBenchmarks({ project, file, grep, signal });
  const folder = runFolder(project.root);
  const progress = showProgress(project.name, 'bench');
  for (const [index, benchmark] of benchmarks.entries()) {
    const title = titleOf(benchmark);
    progress.update(index, benchmarks.length, title);
    const target = { cwd: project.root, file, test: benchmark.test, benchmark: benchmark.name };
    const settings = { profiler, timeMs: PROFILED_MS, signal };
    const profiled = await profileInFork(target, settings).finally(progress.end);
    const head = treeOfIteration(profiled, project.root);
    const notes: string[] = [];
    if (profiled.profiler === 'cpu') {
      const apart = await profileInFork(target, {
        ...settings,
        compilation: 'nothing-inlined',
      });
      const inlined = inlinedFunctions(head, treeOfIteration(apart, project.root));
      notes.push(renderInlined(await withCheckedLines(inlined, project.root)));
      notes.push(...renderUnseen(unseenTime(profiled.cpuTime, profiled.profile)));
    }
    const inside = join(folder, `${index + 1}-${folderNameOf(title)}`);
    await writeProfile(inside, 'profile', profiled);
    const about = `${profiled.iterations} iterations of ${relative(project.root, file)}, after the warm-up.`;
    await showProfile(inside, {
      title,
      about,
      unit: unitOf(profiler),
      per: 'iteration',
      head,
      base: null,
      notes: notes.filter((note) => note !== ''),
      root: project.root,
    });
  }
  return 0;
}
