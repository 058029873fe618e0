export { cpuGroupFolders } from './cpu-group-folders.ts';
export { quotaOf, usableCpuQuota } from './cpu-quota.ts';
export {
  detectEnvironment,
  type DetectEnvironmentOptions,
  differingFields,
  type EnvironmentFacts,
  fingerprintOf,
  identifyEnvironment,
} from './environment.ts';
