import { basename } from 'node:path';
import { print } from '@night-pilot/perf-report/text';
import {
  addTree,
  changesOf,
  emptyTree,
  headingOf,
  notesOfDifference,
  readCpuProfile,
  renderDifference,
  treeOfCpuProfile,
  withCheckedLines,
  writeFlameGraph,
} from '@night-pilot/perf-compare/profile';
import { badArgument, type ProfileArguments } from './profile-arguments.ts';
import { placeOf, projectRoot, runFolder } from './run-folder.ts';

/** File extension of saved CPU profiles. */
export const CPU_PROFILE_EXTENSION = '.cpuprofile';

/** Compares two saved CPU profiles and prints what grew. */
export async function compareSavedProfiles({
  target,
  args: [secondTarget, ...rest],
  tool,
}: ProfileArguments): Promise<0> {
  if (
    secondTarget === undefined ||
    !secondTarget.endsWith(CPU_PROFILE_EXTENSION) ||
    rest.length > 0 ||
    tool !== 'cpu'
  ) {
    const got = [target, secondTarget, ...rest].filter(Boolean).join(' ');
    throw badArgument(
      'two profiles, as in perf-kit profile before.cpuprofile after.cpuprofile',
      got,
    );
  }
  const [before, after] = [await readCpuProfile(target), await readCpuProfile(secondTarget)];
  const root = projectRoot();
  const treePerIteration = ({ profile, iterations }: typeof before) => {
    const tree = emptyTree();
    addTree(tree, treeOfCpuProfile(profile, { root }), 1 / iterations);
    return tree;
  };
  const trees = { base: treePerIteration(before), head: treePerIteration(after) };
  const changes = await withCheckedLines(changesOf(trees), root);
  const folder = runFolder(root);
  const title = `${basename(target)} → ${basename(secondTarget)}`;
  const about = 'One iteration for benchmarks that perf-kit profiled, else the whole run.';
  const compared = { profiler: 'cpu', trees, changes, timing: 'as-compiled' } as const;
  const notes = [headingOf(compared, null), ...notesOfDifference(compared, null)];
  await writeFlameGraph(folder, { title, about, notes, unit: 'ns', per: null, ...trees, changes });
  const difference = renderDifference(compared);
  print(`${difference}\n${placeOf(folder)}\n`);
  return 0;
}
