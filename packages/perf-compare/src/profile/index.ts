export { addTree, emptyTree, treeOfCpuProfile, treeOfHeapProfile } from './tree/call-tree.ts';
export { withCheckedLines } from './tree/checked-lines.ts';
export { changesOf, namedFunctions } from './diff/grown-functions.ts';
export { profileVersions } from './diff/profile-versions.ts';
export type { RegressionProfile } from './diff/regression.ts';
export { headingOf, notesOfDifference } from './difference-notes.ts';
export {
  BENCHMARK_ENTRY,
  EXTERNAL_TOOLS,
  type ExternalTool,
  runTool,
} from './external/run-tool.ts';
export { findBenchmarks } from './find-benchmarks.ts';
export { titleOf } from '../versions/titles.ts';
export { renderCosts, renderDifference, renderRegression } from './functions-table.ts';
export { inlinedFunctions } from './tree/inlined-functions.ts';
export { AS_COMPILED, renderInlined } from './inlined-note.ts';
export type { FlameGraph } from './page/flame-graph-page.ts';
export { profileInFork, treeOfIteration } from './record/profile-in-fork.ts';
export {
  type ProfileOfThread,
  profileScript,
  type ThreadOfScript,
} from './record/profile-script.ts';
export { readCpuProfile } from './record/saved-profile.ts';
export { profileTwoVersions } from './two-versions.ts';
export { renderOtherThreads, renderUnseen } from './unseen-time-note.ts';
export { unseenTime } from './record/unseen-time.ts';
export {
  extensionOf,
  FLAME_GRAPH,
  folderNameOf,
  unitOf,
  writeDifference,
  writeFlameGraph,
  writeProfile,
} from './write-profiles.ts';
