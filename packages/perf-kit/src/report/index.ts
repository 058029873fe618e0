export { isBudgetMet, type Limit } from './budget.ts';
export { IS_DETERMINISTIC, isCount, resolutionOf, shownValue } from './counts.ts';
export { ReportError, type ReportErrorCode } from './errors.ts';
export {
  detectEnvironment,
  type DetectEnvironmentOptions,
  type EnvironmentFacts,
  differingFields,
  fingerprintOf,
  identifyEnvironment,
} from './environment.ts';
export { usableCpuQuota } from './cpu-quota.ts';
export {
  parseReport,
  type ReadReportOptions,
  readReport,
  readVerdicts,
  writeReport,
  writeVerdicts,
} from './file.ts';
export { mergeReports } from './merge.ts';
export {
  findWorkspaceRoot,
  isQuickRun,
  type PartKind,
  partTarget,
  type Progress,
  reportProgress,
} from './part.ts';
export { percentile } from './percentile.ts';
export { findProject, type Project } from './project.ts';
export { describeRun, newRunId } from './run.ts';
export {
  type Attachment,
  type Budget,
  type Disturbance,
  type Environment,
  type Fork,
  type Instrument,
  type Interval,
  type MeasuredMetric,
  type Metric,
  type MetricIdentity,
  type PerfReport,
  perfReportSchema,
  REPORT_SCHEMA_VERSION,
  type Run,
  type Summary,
  type TestOutcome,
  UNKNOWN_DISTURBANCE,
} from './schema.ts';
export { identityKey, identityTitle, peerTitle, seriesKey, SUITE_SEPARATOR } from './series.ts';
export { summarize } from './summarize.ts';
export {
  type Verdict,
  type VerdictName,
  type Verdicts,
  VERDICTS_SCHEMA_VERSION,
  verdictsSchema,
} from './verdicts.ts';
