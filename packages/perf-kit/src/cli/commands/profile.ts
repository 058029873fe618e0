import { existsSync } from 'node:fs';
import { compareSavedProfiles, CPU_PROFILE_EXTENSION } from '../profile/compare-saved-profiles.ts';
import { badArgument, type ProfileArguments } from '../profile/profile-arguments.ts';
import { profileBenchmarks } from '../profile/profile-benchmarks.ts';
import { profileOneScript } from '../profile/profile-one-script.ts';
import { profileVersionsOf } from '../profile/profile-versions.ts';
import { isExternal, runExternalTool } from '../profile/run-external-tool.ts';

const BENCH_FILE = /\.bench\.([mc]?[jt]s|[jt]sx)$/;

/** Profiles benchmarks or a script, or compares two versions or two saved profiles, and prints the paths of the pages. */
export async function profile(options: ProfileArguments): Promise<0 | 2> {
  const { target, args, base, head, grep, tool } = options;
  if (!existsSync(target))
    throw badArgument('a bench file, a script or a profile', `${target}, which does not exist`);
  if (target.endsWith(CPU_PROFILE_EXTENSION)) return compareSavedProfiles(options);
  const isBench = BENCH_FILE.test(target);
  if (isBench && args.length > 0) throw badArgument('arguments for a script only', args.join(' '));
  if (!isBench && (grep ?? base ?? head) !== undefined) {
    throw badArgument('--grep, --base and --head with a bench file (*.bench.ts)', target);
  }
  if (head !== undefined && base === undefined)
    throw badArgument('--base with --head', `--head ${head} alone`);
  if (base !== undefined) {
    if (isExternal(tool)) throw badArgument('--tool cpu or heap with --base', tool);
    return profileVersionsOf({ ...options, base, tool });
  }
  if (isExternal(tool)) return runExternalTool({ ...options, tool, isBench });
  return isBench ? profileBenchmarks({ ...options, tool }) : profileOneScript({ ...options, tool });
}
