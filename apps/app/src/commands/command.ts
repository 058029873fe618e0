import type { PromptStore } from '@night-pilot/db';
import type { z } from 'zod';
import type { Health } from './health.ts';

/** Everything that a command may use. */
export interface CommandContext {
  readonly store: PromptStore;
  /** Returns the health of the running server. */
  readonly health: () => Promise<Health>;
}

/** One command of the protocol. Its arguments are camelCase, its value is plain data in snake_case. */
export interface Command<Args extends z.ZodType = z.ZodType, Value = unknown> {
  /** Strict: unknown arguments are refused. */
  readonly args: Args;
  readonly run: (args: z.output<Args>, context: CommandContext) => Promise<Value>;
}

/** Returns the command unchanged; gives it its types. */
export function defineCommand<Args extends z.ZodType, Value>(
  command: Command<Args, Value>,
): Command<Args, Value> {
  return command;
}
