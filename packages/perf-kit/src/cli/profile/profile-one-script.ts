import { basename } from 'node:path';
import { PerfKitError } from '../../errors.ts';
import { treeOfCpuProfile, treeOfHeapProfile } from '../../profile/call-tree.ts';
import { type ProfileOfThread, profileScript } from '../../profile/profile-script.ts';
import type { Profiler } from '../../profile/profiled-iterations.ts';
import { unitOf, writeProfile } from '../../profile/write-profiles.ts';
import type { ProfileArguments } from './profile-arguments.ts';
import { projectRoot, runFolder } from './run-folder.ts';
import { showProfile } from './show-profile.ts';

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
  await writeProfile(folder, 'profile', main);
  for (const [index, other] of others.entries())
    await writeProfile(folder, `other-${index + 1}`, other);
  const more =
    others.length === 0 ? '' : ` ${others.length} more of its workers and processes lie beside it.`;
  const about = `${[target, ...args].join(' ')}, from start to end.${more}`;
  await showProfile(folder, {
    ...{ title: basename(target), about, unit: unitOf(profiler), per: null },
    ...{ head: treeOf(main, root), base: null },
  });
  if (failure === null || signal.aborted) return 0;
  process.stderr.write(`${target} ended with ${failure}; what it did until then was profiled.\n`);
  return 2;
}

function treeOf(main: ProfileOfThread, root: string) {
  return main.profiler === 'cpu'
    ? treeOfCpuProfile(main.profile, { root })
    : treeOfHeapProfile(main.profile, { root });
}
