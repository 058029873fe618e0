import { basename } from 'node:path';
import { print, printError } from '@night-pilot/perf-report/text';
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

/** Maximum number of tables for workers and child processes. */
const MAX_TABLES = 3;

/**
 * Profiles a script from start to end.
 *
 * @returns 2 when the script failed, else 0. Either way the profile covers everything until its end.
 * @throws {PerfKitError} `PROFILE_FAILED` when the script left no profile.
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
      `${target} ended with ${failure ?? 'exit code 0'} and left no profile. Let its process end normally: a killed process writes none.`,
    );
  }
  const folder = runFolder(root);
  await writeProfile(folder, 'profile', main.sampled);
  const files: string[] = [];
  for (const [index, thread] of others.entries())
    files.push(await writeProfile(folder, `other-${index + 1}`, thread.sampled));
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
  for (const [index, thread] of others.slice(0, MAX_TABLES).entries()) {
    const tree = treeOf(thread.sampled, root);
    const costs = await withCheckedLines(changesOf({ base: tree, head: tree }), root);
    const functions = renderCosts(costs, { unit: unitOf(profiler) });
    print(`${titleOf(thread, main)}, ${files[index] ?? ''}\n${functions}\n\n`);
  }
  if (failure === null || signal.aborted) return 0;
  printError(`${target} ended with ${failure}; the profile covers everything until then.\n`);
  return 2;
}

function titleOf({ pid, thread }: ThreadOfScript, main: ThreadOfScript): string {
  const suffix = pid === main.pid ? '' : ` of child process ${pid}`;
  return thread === 0 ? `main thread${suffix}` : `worker thread ${thread}${suffix}`;
}

function treeOf(sampled: ProfileOfThread, root: string) {
  return sampled.profiler === 'cpu'
    ? treeOfCpuProfile(sampled.profile, { root })
    : treeOfHeapProfile(sampled.profile, { root });
}
