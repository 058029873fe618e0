export {
  type DatabaseOperationResult,
  DatabasePerformanceTester,
  type DatabaseTestOptions,
  type DatabaseTestResult,
} from './database-performance-tester.ts';
export type { PromptTarget, StoredPrompt } from './prompt-target.ts';
export type { DatabaseOperation } from './workload.ts';
export type { Verification } from './written-prompts.ts';
