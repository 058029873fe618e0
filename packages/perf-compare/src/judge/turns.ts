/** Says of each pair, asked in their order from 0 on, which version is measured first. */
export type Turns = (pair: number) => 'base' | 'head';

/**
 * A B B A order: two pairs after each other start with different versions, so that a steady drift and
 * an effect of going first cancel out. Which version starts such a group of two pairs is drawn by
 * chance: load that comes and goes in step with a fixed order would look like a change.
 *
 * @param random Numbers from 0 to 1, one for every second pair.
 */
export function drawTurns(random: () => number): Turns {
  let baseStarts = true;
  return (pair) => {
    if (pair % 2 === 0) baseStarts = random() < 0.5;
    return (pair % 2 === 0) === baseStarts ? 'base' : 'head';
  };
}
