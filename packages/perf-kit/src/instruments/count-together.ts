import type { CountTarget } from './count-benchmark.ts';
import type { CountSchedule, CountResult, Slopes } from './count-result.ts';
import { nextStep, scheduleOf, slopesOfWindows, type Window } from './count-schedule.ts';
import type { CountingSession } from './counting-session.ts';
import { messageOf } from './read-answer.ts';
import { refusalOfCount } from './refusals.ts';
import { CannotCount, ProcessFailed, TimeIsUp } from './session-errors.ts';
import { areSteady } from './slopes.ts';

/** What is counted beside others: a benchmark in the processes of a session. */
export interface CountArm {
  session: CountingSession;
  target: CountTarget;
}

export interface CountTogetherOptions {
  /** Path of Valgrind. */
  valgrind: string;
  /** Count in these windows. undefined: found out. */
  schedule?: CountSchedule | undefined;
}

/** What one process counted. */
export type Count =
  | { state: 'counted'; slopes: Slopes; schedule: CountSchedule }
  | Extract<CountResult, { state: 'refused' | 'not-steady' | 'unavailable' }>;

/** The process of an arm failed. */
export class ArmFailed extends ProcessFailed {
  /** Its place among the arms. */
  readonly arm: number;

  constructor(arm: number, { failure }: ProcessFailed) {
    super(failure);
    this.arm = arm;
  }
}

/** Waits for something of each arm; a failure names the first arm that failed. */
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

/**
 * Counts the instructions of an iteration in one process for each arm, all of them in the same windows:
 * the first arm decides how long windows are, and they end when no arm gets faster any more.
 *
 * @returns A count for each arm, in order.
 * @throws {ArmFailed} when a process broke down or told of a failure.
 */
export async function countTogether(
  arms: readonly CountArm[],
  { valgrind, schedule }: CountTogetherOptions,
): Promise<Count[]> {
  const windows: Window[] = [];
  await using started = new AsyncDisposableStack();
  try {
    const processes = await ofEachArm(arms, async ({ session, target }) => {
      const { file, test, benchmark } = target;
      const request = { do: 'run-windows', file, test, benchmark } as const;
      // Those that started end with the stack even when another one failed.
      return started.use(await session.startCounted(request, valgrind));
    });
    const steps = schedule === undefined ? nextStep : replay(schedule);
    let step = steps(windows);
    for (; step.do === 'window'; step = steps(windows)) {
      const { iterations } = step;
      const instructions = await ofEachArm(processes, (one) => one.window(iterations));
      windows.push({ iterations, instructions });
    }
    const group = step.do === 'stop' ? step.group : 1;
    return await ofEachArm(processes, async (one, process): Promise<Count> => {
      const refused = refusalOfCount(messageOf(await one.finish(), 'ran').waits);
      if (refused !== null) return { state: 'refused', reason: refused };
      const slopes = slopesOfWindows(windows, { group, process });
      if (step.do !== 'stop' || !areSteady(slopes)) return notSteady(slopes, windows);
      return { state: 'counted', slopes, schedule: scheduleOf(windows, group) };
    });
  } catch (error) {
    if (error instanceof CannotCount) {
      return arms.map(() => ({ state: 'unavailable', reason: error.message }));
    }
    if (!(error instanceof TimeIsUp)) throw error;
    const reason = `not steady: the time was up after ${windows.length} windows`;
    return arms.map(() => ({ state: 'not-steady', slopes: null, reason }));
  }
}

function replay({ windows, group }: CountSchedule): typeof nextStep {
  return (done) => {
    const iterations = windows[done.length];
    return iterations === undefined ? { do: 'stop', group } : { do: 'window', iterations };
  };
}

function notSteady(slopes: Slopes, windows: readonly Window[]): Count {
  const seen = slopes.map((slope) => slope.toPrecision(4)).join(', ');
  const iterations = windows.at(-1)?.iterations ?? 0;
  const reason = `not steady: what an iteration takes still moves in windows of ${iterations} iterations (${seen})`;
  return { state: 'not-steady', slopes, reason };
}
