import { expect, test } from 'vitest';
import { describeEnd, failureOf } from './describe-end.ts';

test('says how a process ended and what it printed last', () => {
  expect(describeEnd({ exitCode: 7, killedBy: null, output: 'bye\n' })).toBe(
    'its process ended with exit code 7 before it was measured; it printed: bye',
  );
  expect(describeEnd({ exitCode: null, killedBy: 'SIGKILL', output: '' })).toBe(
    'its process ended by SIGKILL before it was measured',
  );
});

test("keeps only V8's reason when V8 gave up", () => {
  const output = `
<--- Last few GCs --->

FATAL ERROR: Committing semi space failed. Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0x931db0  [node]
`;
  expect(describeEnd({ exitCode: null, killedBy: 'SIGABRT', output })).toBe(
    'its process ended by SIGABRT before it was measured; it printed: ' +
      'FATAL ERROR: Committing semi space failed. Allocation failed - JavaScript heap out of memory',
  );
});

test('names an exit code other than 0, or the signal', () => {
  expect(failureOf({ exitCode: 0, killedBy: null })).toBeNull();
  expect(failureOf({ exitCode: 3, killedBy: null })).toBe('exit code 3');
  expect(failureOf({ exitCode: null, killedBy: 'SIGSEGV' })).toBe('SIGSEGV');
});
