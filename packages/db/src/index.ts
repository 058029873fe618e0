export { DatabaseError, type DatabaseErrorCode } from './errors.ts';
export { HighPerfDatabase, type HighPerfOptions } from './high-perf-database.ts';
export type { OperationMetrics, StoreMetrics } from './metrics.ts';
export type {
  ExecutionResult,
  NewExecution,
  NewPrompt,
  NewSchedule,
  Prompt,
  PromptChanges,
  PromptQuery,
  PromptStore,
  ResultQuery,
  Schedule,
  ScheduleChanges,
  ScheduleQuery,
  TokenUsage,
  TokenUsageStats,
} from './prompt-store.ts';
export { SimpleDatabase } from './simple-database.ts';
