export { defaultBranch } from './default-branch.ts';
export {
  findWorkspaceRoot,
  isPartOfRun,
  isQuickRun,
  type PartKind,
  partTarget,
  type Progress,
  reportProgress,
} from './part.ts';
export { findProject, type Project } from './project.ts';
