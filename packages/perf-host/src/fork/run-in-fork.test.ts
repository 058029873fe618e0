import { expect, test } from 'vitest';
import { describeExit } from './run-in-fork.ts';

test('how a process ended is told with what it printed last', () => {
  expect(describeExit(7, null, 'bye\n')).toBe(
    'its process ended with exit code 7 before it was measured; it printed: bye',
  );
  expect(describeExit(null, 'SIGKILL', '')).toBe(
    'its process ended by SIGKILL before it was measured',
  );
});

test('of what V8 prints about its own end the reason is enough', () => {
  const output = `
<--- Last few GCs --->

FATAL ERROR: Committing semi space failed. Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0x931db0  [node]
`;
  expect(describeExit(null, 'SIGABRT', output)).toBe(
    'its process ended by SIGABRT before it was measured; it printed: ' +
      'FATAL ERROR: Committing semi space failed. Allocation failed - JavaScript heap out of memory',
  );
});
