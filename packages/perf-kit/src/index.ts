export { PerformanceAssertions } from '@night-pilot/perf-tools/assertions';
export type { BenchInstrument, BenchInstruments } from '@night-pilot/perf-host/fork';
export type { MetricSource, ToolMetric } from '@night-pilot/perf-tools/tool-report';
export { saveReport, type SaveReportOptions } from '@night-pilot/perf-tools/tool-report';
export {
  DatabasePerformanceTester,
  type DatabaseOperationResult,
  type DatabaseTestOptions,
  type DatabaseTestResult,
} from '@night-pilot/perf-tools/database';
export type { PromptTarget, StoredPrompt } from '@night-pilot/perf-tools/database';
export type { DatabaseOperation } from '@night-pilot/perf-tools/database';
export type { Verification } from '@night-pilot/perf-tools/database';
export { PerfKitError, type PerfKitErrorCode } from '@night-pilot/perf-report/perf-kit-error';
export { defineFigures, type Figure } from '@night-pilot/perf-host/figures';
export type {
  ClosedLoopOptions,
  ConcurrentTestOptions,
  OpenArrivalOptions,
  Ramp,
} from '@night-pilot/perf-tools/load';
export { ConcurrentTester, type ConcurrentTestResult } from '@night-pilot/perf-tools/load';
export type { PercentilesMs } from '@night-pilot/perf-tools/load';
export type { Operation } from '@night-pilot/perf-tools/load';
export { countBenchmark, type CountOptions, type CountTarget } from '@night-pilot/perf-host/count';
export type {
  CountedBenchmark,
  CountInstrument,
  CountResult,
  CountSchedule,
  NotSteady,
  Slopes,
} from '@night-pilot/perf-host/count';
export { changeAtZero } from '@night-pilot/perf-compare/judge';
export {
  COUNT_RULES,
  type CountedArm,
  type CountFinding,
  type CountJudgement,
  judgeCounts,
} from '@night-pilot/perf-compare/judge';
export { defineMeasurement } from '@night-pilot/perf-host/fork';
export { defineLoad, type LoadRun, type LoadScenario } from '@night-pilot/perf-host/fork';
export type { Growth, GrowthOptions } from '@night-pilot/perf-tools/monitor';
export type { HeapPage } from '@night-pilot/perf-tools/monitor';
export { ResourceMonitor, type ResourceMonitorOptions } from '@night-pilot/perf-tools/monitor';
export type { GrowingResource, ResourceReading } from '@night-pilot/perf-tools/monitor';
export type { Checkpoint } from '@night-pilot/perf-tools/checkpoints';
export type { PathProfile } from '@night-pilot/perf-tools/checkpoints';
export { PerformanceProfiler } from '@night-pilot/perf-tools/checkpoints';
export {
  formatChange,
  formatDuration,
  formatRange,
  formatValue,
} from '@night-pilot/perf-report/text';
export { renderBudget } from '@night-pilot/perf-report/text';
export { type Column, renderTable } from '@night-pilot/perf-report/text';
export { mean, meanInterval, standardDeviation } from '@night-pilot/perf-report/stats';
export { studentTQuantile } from '@night-pilot/perf-report/stats';
