import { DatabaseError } from '@night-pilot/db';
import { expect, test, vi } from 'vitest';
import { CommandError, RequestError } from '../errors.ts';
import { errorAnswer } from './error-answer.ts';

test.each([
  new RequestError('INVALID_JSON', 'no JSON'),
  new CommandError('UNKNOWN_COMMAND', 'no such command'),
  new DatabaseError('BUSY', 'locked'),
])('answers with the code and message of a $name', (error) => {
  expect(errorAnswer(error)).toEqual({
    ok: false,
    error: { code: error.code, message: error.message },
  });
});

test('logs an unknown error and hides it from the client', () => {
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const answer = errorAnswer(new Error('password=hunter2'));
  const logged = log.mock.calls.join('');
  log.mockRestore();
  expect(answer.error.code).toBe('INTERNAL');
  expect(answer.error.message).not.toContain('hunter2');
  expect(logged).toContain('hunter2');
});
