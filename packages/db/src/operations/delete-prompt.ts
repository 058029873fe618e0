import { id } from '../input/check.ts';
import { defineOperation } from './define-operation.ts';

export const deletePrompt = defineOperation({
  // The schema deletes the schedules of a prompt with it.
  changes: ['prompts', 'schedules'],
  check: (promptId: number) => ['deletePrompt', id(promptId, 'id')],
  prepare(connection) {
    const remove = connection.prepare<[number]>('DELETE FROM prompts WHERE id = ?');
    return ([, promptId]) => remove.run(promptId).changes > 0;
  },
});
