import { expect, test } from 'vitest';
import { systemKind } from './instruments.ts';

test('lists Linux with and without Valgrind, and calls other systems unknown', () => {
  expect(systemKind('linux', true)).toBe('linux-valgrind');
  expect(systemKind('linux', false)).toBe('linux');
  expect(systemKind('darwin', false)).toBe('macos');
  expect(systemKind('win32', false)).toBe('windows');
  expect(systemKind('freebsd', false)).toBeNull();
});
