export {
  type BudgetedValue,
  type BudgetState,
  budgetState,
  budgetStateOf,
  type Limit,
} from './budget.ts';
export { IS_DETERMINISTIC, isCount, resolutionOf, shownValue } from './counts.ts';
export { ReportError, type ReportErrorCode } from './errors.ts';
export {
  parseReport,
  type ReadReportOptions,
  readReport,
  readVerdicts,
  writeReport,
  writeVerdicts,
} from './file.ts';
export { mergeReports } from './merge.ts';
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
export { summarize } from './summarize.ts';
export { readTimings, type Timings, TIMINGS_SCHEMA_VERSION, writeTimings } from './timings.ts';
export {
  type Verdict,
  type VerdictName,
  type Verdicts,
  VERDICTS_SCHEMA_VERSION,
  verdictsSchema,
} from './verdicts.ts';
export { COUNT_RESOLUTION } from './counts.ts';
export { readValidated, writeValidated } from './file.ts';
export { writeWhole } from './write-whole.ts';
export { decodeUtf8, whyNotStorable, whyNotUtf8 } from './strict-json.ts';
export { perfReportJsonSchema } from './json-schema.ts';
export { knownCommit } from './run.ts';
export {
  commitSchema,
  environmentSchema,
  failedMetricSchema,
  forkSchema,
  instrumentSchema,
  measuredMetricSchema,
  runSchema,
  unavailableMetricSchema,
} from './schema.ts';
export { verdictNameSchema, verdictSchema } from './verdicts.ts';
