/** Returns the version that goes first in a pair. It is called for each pair in order, from 0. */
export type PairOrder = (pair: number) => 'base' | 'head';

/**
 * Draws A B B A order: two successive pairs start with different versions, so that a steady drift and an effect of going
 * first cancel out. Chance decides which version starts such a group of two pairs: load that varies in step with a fixed
 * order would look like a change.
 *
 * @param random Returns numbers in [0, 1), one for every second pair.
 */
export function drawPairOrder(random: () => number): PairOrder {
  let baseStarts = true;
  return (pair) => {
    if (pair % 2 === 0) baseStarts = random() < 0.5;
    return (pair % 2 === 0) === baseStarts ? 'base' : 'head';
  };
}
