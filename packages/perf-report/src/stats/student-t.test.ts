import { expect, test } from 'vitest';
import { studentTQuantile } from './student-t.ts';

test.each([
  // Printed tables of the t distribution.
  [0.995, 1, 63.657],
  [0.995, 2, 9.925],
  [0.995, 4, 4.604],
  [0.995, 10, 3.169],
  [0.995, 30, 2.75],
  [0.995, 1000, 2.581],
  [0.975, 5, 2.571],
  [0.95, 7, 1.895],
  [0.9995, 3, 12.924],
])('the %f quantile with %i degrees of freedom is %f', (probability, degrees, expected) => {
  expect(studentTQuantile(probability, degrees)).toBeCloseTo(expected, 3);
});

test('refuses probabilities up to one half, and no degrees of freedom', () => {
  expect(() => studentTQuantile(0.5, 3)).toThrow(RangeError);
  expect(() => studentTQuantile(0.99, 0)).toThrow(RangeError);
});
