import { expect, test } from 'vitest';
import { checkValgrind } from './valgrind.ts';

test('shows the version of Valgrind, the command that installs it, or where it works', () => {
  expect(
    checkValgrind({ state: 'found', path: '/usr/bin/valgrind', version: '3.19.0' }),
  ).toMatchObject({ state: 'good', found: '3.19.0' });
  expect(checkValgrind({ state: 'missing' })).toMatchObject({
    state: 'warn',
    advice: expect.stringContaining('apt-get install valgrind') as string,
  });
  expect(checkValgrind({ state: 'broken', path: '/opt/valgrind' })).toMatchObject({
    state: 'warn',
    found: expect.stringContaining('/opt/valgrind does not start') as string,
  });
  expect(checkValgrind({ state: 'unsupported', platform: 'darwin' }).state).toBe('unknown');
});
