import type { CountTarget } from './count-result.ts';
import type { CountingSession } from './counting-session.ts';
import { ProcessFailed } from './session-errors.ts';

/** A benchmark that is counted in the processes of a session, beside other arms. */
export interface CountArm {
  session: CountingSession;
  target: CountTarget;
}

/** The process of one arm failed. */
export class ArmFailed extends ProcessFailed {
  /** Index of the arm. */
  readonly arm: number;

  constructor(arm: number, { failure }: ProcessFailed) {
    super(failure);
    this.arm = arm;
  }
}

/**
 * Does the work for all arms at the same time and waits for all of them.
 *
 * @throws {ArmFailed} for the first arm whose process failed.
 */
export async function ofEachArm<Arm, Value>(
  arms: readonly Arm[],
  work: (arm: Arm, index: number) => Promise<Value>,
): Promise<Value[]> {
  const results = await Promise.allSettled(arms.map(work));
  return results.map((result, index) => {
    if (result.status === 'fulfilled') return result.value;
    const { reason } = result as { reason: Error };
    throw reason instanceof ProcessFailed ? new ArmFailed(index, reason) : reason;
  });
}
