export * as PerformanceAssertions from './assertions/performance-assertions.ts';
export type { BenchInstrument, BenchInstruments } from './bench/bench-options.ts';
export type { MetricSource, ToolMetric } from './collect/metric-source.ts';
export { saveReport, type SaveReportOptions } from './collect/save-report.ts';
export {
  DatabasePerformanceTester,
  type DatabaseOperationResult,
  type DatabaseTestOptions,
  type DatabaseTestResult,
} from './database/database-performance-tester.ts';
export type { PromptTarget, StoredPrompt } from './database/prompt-target.ts';
export type { DatabaseOperation } from './database/workload.ts';
export type { Verification } from './database/written-prompts.ts';
export { PerfKitError, type PerfKitErrorCode } from '@night-pilot/perf-report/perf-kit-error';
export { defineFigures, type Figure } from './figures/define-figures.ts';
export type {
  ClosedLoopOptions,
  ConcurrentTestOptions,
  OpenArrivalOptions,
  Ramp,
} from './load/concurrent-test-options.ts';
export { ConcurrentTester, type ConcurrentTestResult } from './load/concurrent-tester.ts';
export type { PercentilesMs } from './load/percentiles.ts';
export type { Operation } from './load/with-time-limit.ts';
export {
  countBenchmark,
  type CountOptions,
  type CountTarget,
} from './instruments/count-benchmark.ts';
export type {
  CountedBenchmark,
  CountInstrument,
  CountResult,
  CountSchedule,
  NotSteady,
  Slopes,
} from './instruments/count-result.ts';
export { changeAtZero } from './judge/change-at-zero.ts';
export {
  COUNT_RULES,
  type CountedArm,
  type CountFinding,
  type CountJudgement,
  judgeCounts,
} from './judge/judge-counts.ts';
export { defineMeasurement } from './measurement/define-measurement.ts';
export { defineLoad, type LoadRun, type LoadScenario } from './load/define-load.ts';
export type { Growth, GrowthOptions } from './monitor/growth.ts';
export type { HeapPage } from './monitor/page-heap.ts';
export { ResourceMonitor, type ResourceMonitorOptions } from './monitor/resource-monitor.ts';
export type { GrowingResource, ResourceReading } from './monitor/resource-reading.ts';
export type { Checkpoint } from './profiler/checkpoint.ts';
export type { PathProfile } from './profiler/path-profile.ts';
export { PerformanceProfiler } from './profiler/performance-profiler.ts';
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
