export { DatabaseError, type DatabaseErrorCode } from './errors.ts';
export { HighPerfDatabase } from './high-perf-database.ts';
export type { HighPerfOptions } from './high-perf-options.ts';
export type { Health, OperationMetrics, SlowQuery, StoreMetrics } from './store-metrics.ts';
export type {
  CallOptions,
  ExecutionResult,
  HighPerfStore,
  NewExecution,
  NewPrompt,
  NewSchedule,
  Prompt,
  PromptChanges,
  PromptQuery,
  PromptStore,
  ResultQuery,
  RowSize,
  Schedule,
  ScheduleChanges,
  ScheduleQuery,
  TokenUsage,
  TokenUsageStats,
} from './prompt-store.ts';
export { SimpleDatabase } from './simple-database.ts';
