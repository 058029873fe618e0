import type { CountTarget } from './count-benchmark.ts';
import type { CountSchedule, CountResult, Slopes } from './count-result.ts';
import { stopReason } from '../process/stop-reason.ts';
import {
  type IsEnough,
  nextStep,
  scheduleOf,
  slopesOfLastTwo,
  slopesOfWindows,
  type Step,
  unsteadySlopes,
  type Window,
} from './count-schedule.ts';
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
  /** Ends the count before it is steady. @default never */
  isEnough?: IsEnough | undefined;
  /** Ends the count when it is aborted: what the windows show by then is what was counted. */
  signal?: AbortSignal | undefined;
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
 * the slowest arm decides how long windows are, and they end when no arm gets faster any more, or `isEnough` says so.
 *
 * @returns A count for each arm, in order. What ended before it was steady has the slopes of the windows until then.
 * @throws {ArmFailed} when a process broke down or told of a failure.
 * @throws the reason of `signal` when it is aborted before the first window.
 */
export async function countTogether(
  arms: readonly CountArm[],
  { valgrind, schedule, isEnough, signal }: CountTogetherOptions,
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
    const next = (): Step =>
      schedule === undefined ? nextStep(windows, isEnough) : replay(schedule, windows);
    let step = next();
    for (; step.do === 'window'; step = next()) {
      const { iterations } = step;
      const instructions = await ofEachArm(processes, (one) => one.window(iterations));
      windows.push({ iterations, instructions });
    }
    return await ofEachArm(processes, async (one, process): Promise<Count> => {
      const refused = refusalOfCount(messageOf(await one.finish(), 'ran').waits);
      if (refused !== null) return { state: 'refused', reason: refused };
      if (step.do === 'give up') return notSteady(windows, process, step.because);
      const group = step.do === 'stop' ? step.group : 1;
      const slopes =
        step.do === 'enough'
          ? slopesOfLastTwo(windows, process)
          : slopesOfWindows(windows, { group, process });
      if (!areSteady(slopes)) {
        return notSteady(windows, process, `it still moves after ${numberOf(windows)}`, slopes);
      }
      return { state: 'counted', slopes, schedule: scheduleOf(windows, group) };
    });
  } catch (error) {
    if (error instanceof CannotCount) {
      return arms.map(() => ({ state: 'unavailable', reason: error.message }));
    }
    const isStopped = signal?.aborted === true && windows.length > 0;
    if (!isStopped && !(error instanceof TimeIsUp)) throw error;
    const why = isStopped ? stopReason(signal) : 'a window did not end in its time';
    return arms.map((_arm, process) =>
      notSteady(windows, process, `${why} after ${numberOf(windows)}`),
    );
  }
}

function replay({ windows, group }: CountSchedule, done: readonly Window[]): Step {
  const iterations = windows[done.length];
  return iterations === undefined ? { do: 'stop', group } : { do: 'window', iterations };
}

function numberOf({ length }: readonly Window[]): string {
  return length === 1 ? 'one window' : `${length} windows`;
}

function notSteady(
  windows: readonly Window[],
  process: number,
  because: string,
  slopes = unsteadySlopes(windows, process),
): Count {
  const iterations = windows.at(-1)?.iterations ?? 0;
  const seen = slopes?.map((slope) => slope.toPrecision(4)).join(', then ');
  const detail = seen === undefined ? '' : `: ${seen} in windows of ${iterations} iterations`;
  const reason = `not steady: ${because}${detail}`;
  return { state: 'not-steady', slopes, schedule: scheduleOf(windows, 1), reason };
}
