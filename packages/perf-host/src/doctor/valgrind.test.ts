import { expect, test } from 'vitest';
import { checkValgrind } from './valgrind.ts';

test('its version, the command that installs it, or where it does not exist', () => {
  expect(checkValgrind('valgrind-3.19.0\n', true)).toMatchObject({
    state: 'good',
    found: '3.19.0',
  });
  expect(checkValgrind(null, true)).toMatchObject({
    state: 'warn',
    advice: expect.stringContaining('apt-get install valgrind') as string,
  });
  expect(checkValgrind(null, false).state).toBe('unknown');
});
