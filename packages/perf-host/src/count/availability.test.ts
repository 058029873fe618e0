import { expect, test } from 'vitest';
import { instrumentAvailability } from './availability.ts';

test('without Valgrind the command that installs it is named', () => {
  const missing = instrumentAvailability('instructions', { platform: 'linux', path: '/nowhere' });
  expect(missing).toEqual({
    state: 'unavailable',
    reason: 'instructions need Valgrind: apt-get install valgrind',
  });
});

test.each(['darwin', 'win32'] as const)('on %s instructions are not counted', (platform) => {
  expect(instrumentAvailability('instructions', { platform })).toMatchObject({
    state: 'unavailable',
    reason: expect.stringContaining(platform) as string,
  });
});

test('allocations need nothing', () => {
  expect(instrumentAvailability('allocated', { platform: 'darwin', path: '' }).state).toBe(
    'available',
  );
});
