import { id } from '../input/check.ts';
import { defineOperation } from './define-operation.ts';

export const deleteSchedule = defineOperation({
  changes: ['schedules'],
  check: (scheduleId: number) => ['deleteSchedule', id(scheduleId, 'id')],
  prepare(connection) {
    const remove = connection.prepare<[number]>('DELETE FROM schedules WHERE id = ?');
    return ([, scheduleId]) => remove.run(scheduleId).changes > 0;
  },
});
