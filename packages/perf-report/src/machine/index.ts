export { cpuGroupFolders } from './cpu-group-folders.ts';
export { quotaOf, usableCpuQuota } from './cpu-quota.ts';
export type { Environment, EnvironmentFacts, Instrument } from './environment-facts.ts';
export {
  detectEnvironment,
  type DetectEnvironmentOptions,
  differingFields,
  fingerprintOf,
  identifyEnvironment,
} from './environment.ts';
