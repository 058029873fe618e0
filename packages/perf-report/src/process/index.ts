export { gitEnvironment, gitLines } from './git-lines.ts';
export { isAlive } from './is-alive.ts';
export { holdGroup, prepareToHold } from './leash.ts';
export { endMarked, findMarked, type Mark, newMark, type RunningProcess } from './marked.ts';
export {
  makeOwnedFolder,
  ownedTemporaryFolder,
  removeLeft,
  removeUnfinished,
  unfinishedPath,
} from './owned-paths.ts';
export { isOwnerGone, ownOwner } from './owner.ts';
