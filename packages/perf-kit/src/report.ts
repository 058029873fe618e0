export * from '@night-pilot/perf-report';
export {
  detectEnvironment,
  type DetectEnvironmentOptions,
  differingFields,
  type EnvironmentFacts,
  fingerprintOf,
  identifyEnvironment,
  usableCpuQuota,
} from '@night-pilot/perf-report/machine';
export { percentile } from '@night-pilot/perf-report/stats';
export {
  identityKey,
  identityTitle,
  peerTitle,
  seriesKey,
  SUITE_SEPARATOR,
} from '@night-pilot/perf-report/series';
export {
  findProject,
  findWorkspaceRoot,
  isQuickRun,
  type PartKind,
  partTarget,
  type Progress,
  type Project,
  reportProgress,
} from '@night-pilot/perf-report/workspace';
