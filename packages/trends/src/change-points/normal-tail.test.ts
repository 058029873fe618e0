import { expect, test } from 'vitest';
import { normalTail } from './normal-tail.ts';

test.each([
  [0, 0.5],
  [1.959963985, 0.025],
  [4.2, 1.33457e-5],
  [8, 6.22096e-16],
])('at %d is that of the table', (z, expected) => {
  expect(normalTail(z) / expected).toBeCloseTo(1, 4);
});
