import { changes, filledText, id, orNull, text } from '../input/check.ts';
import type { PromptChanges } from '../prompt-store.ts';
import { defineOperation } from './define-operation.ts';
import { rowUpdate } from './row-update.ts';

const promptChanges = changes({ title: filledText, content: filledText, tags: orNull(text) });

export const updatePrompt = defineOperation({
  changes: ['prompts'],
  check: (promptId: number, given: PromptChanges) => [
    'updatePrompt',
    id(promptId, 'id'),
    promptChanges(given, 'changes'),
  ],
  prepare(connection) {
    const update = rowUpdate<PromptChanges>(connection, 'prompts', {
      title: 'title',
      content: 'content',
      tags: 'tags',
    });
    return ([, promptId, given], now) => update(promptId, given, now);
  },
});
