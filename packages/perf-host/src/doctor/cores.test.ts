import { expect, test } from 'vitest';
import { checkCores } from './cores.ts';

test('calls one usable core bad, however many the machine has', () => {
  expect(checkCores(1, 8)).toMatchObject({ state: 'bad', found: '1 of 8 usable' });
  expect(checkCores(2, 2)).toMatchObject({ state: 'good', found: '2' });
});
