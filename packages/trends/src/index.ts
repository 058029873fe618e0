export { backUp } from './backup/back-up.ts';
export { type Restored, restore } from './backup/restore.ts';
export {
  type ChangePoint,
  type ChangePointOptions,
  detectChangePoints,
  GrowingSeries,
} from './change-points/index.ts';
export { type CheckedRun, type CheckOptions, checkRun } from './check/check-run.ts';
export type { Outcome } from './check/outcome.ts';
export type { FailedMetric, UnavailableMetric } from './check/unmeasured.ts';
export { TrendsError, type TrendsErrorCode } from './errors.ts';
export { siteDataOf } from './export/site-data.ts';
export { writeSite } from './export/write-site.ts';
export { type JudgeOptions, judgeRun } from './judge/judge-run.ts';
export type { RunMean, SeriesToJudge } from './judge/series.ts';
export type { MeasuringTask, TaskProcess, TaskRunner } from './run/measuring-task.ts';
export { nxRunner } from './run/nx-runner.ts';
export { type MainJobOptions, type MainJobResult, runMainJob } from './run/run-main-job.ts';
export { renderSummary } from './show/summary.ts';
export { ingest, type IngestResult } from './store/ingest.ts';
export { openStore, type Store } from './store/open-store.ts';
export { thinHistory, type Thinned } from './thin/thin-history.ts';
export { commitsInRepository, type CommitsBetween } from './triage-file/commits-between.ts';
export { readTriageFile } from './triage-file/read-triage-file.ts';
export type { TriageEntry } from './triage-file/triage-entry.ts';
