export {
  changeAtZero,
  COUNT_RULES,
  type CountedArm,
  type CountFinding,
  type CountJudgement,
  judgeCounts,
} from '@night-pilot/perf-compare/judge';
export {
  countBenchmark,
  type CountedBenchmark,
  type CountInstrument,
  type CountOptions,
  type CountResult,
  type CountSchedule,
  type CountTarget,
  type NotSteady,
  type Slopes,
} from '@night-pilot/perf-host/count';
export { defineFigures, type Figure } from '@night-pilot/perf-host/figures';
export {
  type BenchInstrument,
  type BenchInstruments,
  defineLoad,
  defineMeasurement,
  type LoadRun,
  type LoadScenario,
} from '@night-pilot/perf-host/fork';
export { PerfKitError, type PerfKitErrorCode } from '@night-pilot/perf-report/perf-kit-error';
export {
  mean,
  meanInterval,
  standardDeviation,
  studentTQuantile,
} from '@night-pilot/perf-report/stats';
export {
  type Column,
  formatChange,
  formatDuration,
  formatRange,
  formatValue,
  renderBudget,
  renderTable,
} from '@night-pilot/perf-report/text';
export { PerformanceAssertions } from '@night-pilot/perf-tools/assertions';
export {
  type Checkpoint,
  type PathProfile,
  PerformanceProfiler,
} from '@night-pilot/perf-tools/checkpoints';
export {
  type DatabaseOperation,
  type DatabaseOperationResult,
  DatabasePerformanceTester,
  type DatabaseTestOptions,
  type DatabaseTestResult,
  type PromptTarget,
  type StoredPrompt,
  type Verification,
} from '@night-pilot/perf-tools/database';
export {
  type ClosedLoopOptions,
  ConcurrentTester,
  type ConcurrentTestOptions,
  type ConcurrentTestResult,
  type OpenArrivalOptions,
  type Operation,
  type PercentilesMs,
  type Ramp,
} from '@night-pilot/perf-tools/load';
export {
  type GrowingResource,
  type Growth,
  type GrowthOptions,
  type HeapPage,
  ResourceMonitor,
  type ResourceMonitorOptions,
  type ResourceReading,
} from '@night-pilot/perf-tools/monitor';
export {
  type MetricSource,
  saveReport,
  type SaveReportOptions,
  type ToolMetric,
} from '@night-pilot/perf-tools/tool-report';
