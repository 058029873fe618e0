import type { z } from 'zod';
import type { LongList } from '../lists/read-list.ts';
import type { Command } from './command.ts';
import { createPrompt } from './create-prompt.ts';
import { createSchedule } from './create-schedule.ts';
import { deletePrompt } from './delete-prompt.ts';
import { getPendingSchedules } from './get-pending-schedules.ts';
import { getPrompt } from './get-prompt.ts';
import { getTokenUsageStats } from './get-token-usage-stats.ts';
import { healthCheck } from './health-check.ts';
import { listPrompts } from './list-prompts.ts';

/** Every command of the protocol by its name. A new command is a file and a line here. */
export const commands = {
  create_prompt: createPrompt,
  list_prompts: listPrompts,
  get_prompt: getPrompt,
  delete_prompt: deletePrompt,
  create_schedule: createSchedule,
  get_pending_schedules: getPendingSchedules,
  get_token_usage_stats: getTokenUsageStats,
  health_check: healthCheck,
} as const;

export type CommandName = keyof typeof commands;

type ArgsSchema<Name extends CommandName> = (typeof commands)[Name]['args'];

/** Arguments of a command. */
export type CommandArgs<Name extends CommandName> = z.input<ArgsSchema<Name>>;

/** Value of a command, as the client gets it. */
export type CommandValue<Name extends CommandName> =
  (typeof commands)[Name] extends Command<ArgsSchema<Name>, infer Value>
    ? Exclude<Value, LongList<unknown>>
    : never;
