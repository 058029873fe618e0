import { expect, test } from 'vitest';
import { systemKind } from './instruments.ts';

test('Valgrind parts Linux in two; what is none of the known systems is told so', () => {
  expect(systemKind('linux', true)).toBe('linux-valgrind');
  expect(systemKind('linux', false)).toBe('linux');
  expect(systemKind('darwin', false)).toBe('macos');
  expect(systemKind('win32', false)).toBe('windows');
  expect(systemKind('freebsd', false)).toBeNull();
});
