import type { PromptChanges, ScheduleChanges } from '../prompt-store.ts';

interface Arguments {
  createPrompt: [title: string, content: string, tags: string | null];
  /** Title, content and tags of each prompt, one prompt after the other. */
  createPrompts: [cells: readonly (string | null)[]];
  updatePrompt: [id: number, changes: PromptChanges];
  deletePrompt: [id: number];
  createSchedule: [promptId: number, scheduleTime: string, cronExpr: string | null];
  updateSchedule: [id: number, changes: ScheduleChanges];
  deleteSchedule: [id: number];
  recordExecution: [
    promptId: number,
    scheduleId: number | null,
    content: string,
    status: string,
    tokenUsage: number | null,
    costUsd: number | null,
    executionTimeMs: number,
  ];
  addTokenUsage: [inputTokens: number, outputTokens: number, costUsd: number];
}

type OperationName = keyof Arguments;

/**
 * A checked write: the name of its method and what that needs.
 * An array, because it may have to cross to the writer thread, and copying an object takes twice as long.
 */
export type Operation<Name extends OperationName = OperationName> = {
  [N in Name]: readonly [name: N, ...Arguments[N]];
}[Name];

/** Whether an operation runs more than one statement, so that it can fail half done. */
export function runsSeveralStatements(operation: Operation): boolean {
  return operation[0] === 'createPrompts';
}
