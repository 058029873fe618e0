import { basename } from 'node:path';
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
import { type ProfileArguments, wrong } from './profile-arguments.ts';
import { placeOf, projectRoot, runFolder } from './run-folder.ts';

/** How saved CPU profiles are told from bench files and scripts. */
export const SAVED = '.cpuprofile';

/** Prints what grew from one saved CPU profile to another. */
export async function compareSavedProfiles({
  target,
  args: [other, ...rest],
  tool,
}: ProfileArguments): Promise<0> {
  if (other === undefined || !other.endsWith(SAVED) || rest.length > 0 || tool !== 'cpu') {
    const got = [target, other, ...rest].filter(Boolean).join(' ');
    throw wrong('two profiles, as in perf-kit profile before.cpuprofile after.cpuprofile', got);
  }
  const [before, after] = [await readCpuProfile(target), await readCpuProfile(other)];
  const root = projectRoot();
  const treeOfOne = ({ profile, iterations }: typeof before) => {
    const tree = emptyTree();
    addTree(tree, treeOfCpuProfile(profile, { root }), 1 / iterations);
    return tree;
  };
  const trees = { base: treeOfOne(before), head: treeOfOne(after) };
  const changes = await withCheckedLines(changesOf(trees), root);
  const folder = runFolder(root);
  const title = `${basename(target)} → ${basename(other)}`;
  const about = 'Of one iteration where perf-kit profiled a benchmark, else of the whole run.';
  const compared = { profiler: 'cpu', trees, changes, timing: 'as-compiled' } as const;
  const notes = [headingOf(compared, null), ...notesOfDifference(compared, null)];
  await writeFlameGraph(folder, { title, about, notes, unit: 'ns', per: null, ...trees, changes });
  const difference = renderDifference(compared);
  process.stdout.write(`${difference}\n${placeOf(folder)}\n`);
  return 0;
}
