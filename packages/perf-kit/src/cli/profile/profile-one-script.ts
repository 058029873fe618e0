import { basename } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import {
  AS_COMPILED,
  changesOf,
  type ProfileOfThread,
  profileScript,
  renderCosts,
  renderOtherThreads,
  renderUnseen,
  type ThreadOfScript,
  treeOfCpuProfile,
  treeOfHeapProfile,
  unitOf,
  unseenTime,
  withCheckedLines,
  writeProfile,
} from '@night-pilot/perf-compare/profile';
import type { Profiler } from '@night-pilot/perf-host/fork';
import type { ProfileArguments } from './profile-arguments.ts';
import { projectRoot, runFolder } from './run-folder.ts';
import { showProfile } from './show-profile.ts';

/** Tables of workers and child processes, at most. */
const TABLES = 3;

/**
 * Profiles a script from start to end.
 *
 * @returns 2 when it failed; what it did until then was profiled.
 * @throws {PerfKitError} `PROFILE_FAILED` when it left no profile.
 */
export async function profileOneScript({
  target,
  args,
  tool: profiler,
  signal,
}: ProfileArguments & { tool: Profiler }): Promise<0 | 2> {
  const { failure, main, others } = await profileScript(target, { args, profiler, signal });
  const root = projectRoot();
  if (main === null) {
    throw new PerfKitError(
      'PROFILE_FAILED',
      `${target} ended with ${failure ?? 'exit code 0'} and left no profile: what kills its process takes the profile with it.`,
    );
  }
  const folder = runFolder(root);
  await writeProfile(folder, 'profile', main.sampled);
  const files: string[] = [];
  for (const [index, other] of others.entries())
    files.push(await writeProfile(folder, `other-${index + 1}`, other.sampled));
  const { sampled } = main;
  const unseen = unseenTime(main.cpuTime, sampled.profiler === 'cpu' ? sampled.profile : null);
  const notes = [
    profiler === 'cpu' ? AS_COMPILED : '',
    ...renderUnseen(unseen),
    renderOtherThreads(unseen, { others, files }),
  ];
  await showProfile(folder, {
    title: basename(target),
    about: `${[target, ...args].join(' ')}, from start to end.`,
    unit: unitOf(profiler),
    per: null,
    notes: notes.filter((note) => note !== ''),
    head: treeOf(sampled, root),
    base: null,
    root,
  });
  for (const [index, other] of others.slice(0, TABLES).entries()) {
    const tree = treeOf(other.sampled, root);
    const costs = await withCheckedLines(changesOf({ base: tree, head: tree }), root);
    const functions = renderCosts(costs, { unit: unitOf(profiler) });
    process.stdout.write(`${titleOf(other, main)}, ${files[index] ?? ''}\n${functions}\n\n`);
  }
  if (failure === null || signal.aborted) return 0;
  process.stderr.write(`${target} ended with ${failure}; what it did until then was profiled.\n`);
  return 2;
}

function titleOf({ pid, thread }: ThreadOfScript, main: ThreadOfScript): string {
  const of = pid === main.pid ? '' : ` of child process ${pid}`;
  return thread === 0 ? `main thread${of}` : `worker thread ${thread}${of}`;
}

function treeOf(main: ProfileOfThread, root: string) {
  return main.profiler === 'cpu'
    ? treeOfCpuProfile(main.profile, { root })
    : treeOfHeapProfile(main.profile, { root });
}
