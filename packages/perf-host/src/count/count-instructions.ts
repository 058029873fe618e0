import type { CountArm } from './count-arm.ts';
import type { CountOutcome } from './count-result.ts';
import { countTogether, type CountTogetherOptions } from './count-together.ts';
import { joinRepeats } from './join-repeats.ts';

/** Counts the instructions of one iteration in two equal processes at a time: the second shows how well they repeat. */
export async function countInstructions(
  arm: CountArm,
  options: Pick<CountTogetherOptions, 'valgrind' | 'iterationMs' | 'schedule' | 'signal'>,
): Promise<CountOutcome> {
  const { instructions } = await countTogether([arm, arm], options);
  return joinRepeats(instructions);
}
