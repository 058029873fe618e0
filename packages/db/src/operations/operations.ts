import { addTokenUsage } from './add-token-usage.ts';
import { createPrompt } from './create-prompt.ts';
import { createPrompts } from './create-prompts.ts';
import { createSchedule } from './create-schedule.ts';
import { deletePrompt } from './delete-prompt.ts';
import { deleteSchedule } from './delete-schedule.ts';
import { recordExecution } from './record-execution.ts';
import { updatePrompt } from './update-prompt.ts';
import { updateSchedule } from './update-schedule.ts';

/** Every write method of PromptStore. */
export const OPERATIONS = {
  createPrompt,
  createPrompts,
  updatePrompt,
  deletePrompt,
  createSchedule,
  updateSchedule,
  deleteSchedule,
  recordExecution,
  addTokenUsage,
};
