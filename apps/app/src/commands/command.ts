import type { PromptStore } from '@night-pilot/db';
import type { z } from 'zod';
import type { Health } from './health.ts';

/** What a command may use. */
export interface CommandContext {
  readonly store: PromptStore;
  /** How the running server is. */
  readonly health: () => Promise<Health>;
}

/** One command of the protocol. Arguments are camelCase, the value is snake_case plain data. */
export interface Command<Args extends z.ZodType = z.ZodType, Value = unknown> {
  /** Strict: an argument that is not named here is refused. */
  readonly args: Args;
  readonly run: (args: z.output<Args>, context: CommandContext) => Promise<Value>;
}

/** Gives a command its types; adds nothing. */
export function defineCommand<Args extends z.ZodType, Value>(
  command: Command<Args, Value>,
): Command<Args, Value> {
  return command;
}
