import { expect, test } from 'vitest';
import { seededRandom } from '@night-pilot/perf-report/stats';
import { drawPairOrder } from './pair-order.ts';

test('draws A B B A or B A A B for two pairs, both about as often', () => {
  const turns = drawPairOrder(seededRandom(51));
  const firsts = Array.from({ length: 2000 }, (_, pair) => turns(pair));
  const starts = firsts.filter((_, pair) => pair % 2 === 0);
  expect(starts.every((first, group) => first !== firsts[2 * group + 1])).toBe(true);
  const share = starts.filter((first) => first === 'base').length / starts.length;
  expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
});
