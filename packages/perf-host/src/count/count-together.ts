import { stopReason } from '../process/stop-reason.ts';
import { type CountArm, ofEachArm } from './count-arm.ts';
import type { Count, CountSchedule } from './count-result.ts';
import {
  firstWindowOf,
  type IsEnough,
  nextStep,
  scheduleOf,
  slopesOfLastTwo,
  slopesOfWindows,
  type Step,
  unsteadySlopes,
  warmUpOf,
  type Window,
} from './count-schedule.ts';
import { messageOf } from './read-answer.ts';
import { refusalOfCount } from './refusals.ts';
import { CannotCount, TimeIsUp } from './session-errors.ts';
import { areSteady } from './slopes.ts';

export interface CountTogetherOptions {
  /** Path of Valgrind. */
  valgrind: string;
  /** CPU time of one iteration of the slowest arm, in ms: it decides how long the warm-up is. */
  iterationMs: number;
  /** Count in these windows. @default windows are added until the slopes agree */
  schedule?: CountSchedule | undefined;
  /** Ends the count before it is steady when it returns true. @default never */
  isEnough?: IsEnough | undefined;
  /** Ends the count when it is aborted; the windows until then are the result. */
  signal?: AbortSignal | undefined;
}

/**
 * Counts the instructions of an iteration in one process for each arm, all of them in the same windows, after a warm-up
 * that is not counted. The slowest arm decides how long the windows are. They end when no arm gets faster any more, or when
 * `isEnough` returns true.
 *
 * @returns A count for each arm, in order. A count that ended before it was steady has the slopes of its last windows.
 * @throws {ArmFailed} when a process broke down or reported a failure.
 * @throws the reason of `signal` when it is aborted before the first window.
 */
export async function countTogether(
  arms: readonly CountArm[],
  { valgrind, iterationMs, schedule, isEnough, signal }: CountTogetherOptions,
): Promise<Count[]> {
  const warmUp = schedule?.warmUp ?? warmUpOf(iterationMs);
  const first = firstWindowOf(iterationMs);
  const windows: Window[] = [];
  await using started = new AsyncDisposableStack();
  try {
    const processes = await ofEachArm(arms, async ({ session, target }) => {
      const { file, test, benchmark } = target;
      const request = { do: 'run-windows', file, test, benchmark } as const;
      // The stack ends the started processes even when another one failed.
      return started.use(await session.startCounted(request, valgrind));
    });
    for (const iterations of warmUp) {
      await ofEachArm(processes, (process) => process.warmUp(iterations));
    }
    await ofEachArm(processes, (process) => process.beginCounting());
    const next = (): Step =>
      schedule === undefined ? nextStep(windows, { first, isEnough }) : replay(schedule, windows);
    let step = next();
    for (; step.do === 'window'; step = next()) {
      const { iterations } = step;
      const instructions = await ofEachArm(processes, (process) => process.window(iterations));
      windows.push({ iterations, instructions });
    }
    return await ofEachArm(processes, async (counted, process): Promise<Count> => {
      const refused = refusalOfCount(messageOf(await counted.finish(), 'ran').waits);
      if (refused !== null) return { state: 'refused', reason: refused };
      if (step.do === 'give up') return notSteady(process, step.because);
      const group = step.do === 'stop' ? step.group : 1;
      const slopes =
        step.do === 'enough'
          ? slopesOfLastTwo(windows, process)
          : slopesOfWindows(windows, { group, process });
      if (!areSteady(slopes)) {
        return notSteady(process, `it still moves after ${numberOf(windows)}`, slopes);
      }
      return { state: 'counted', slopes, schedule: scheduleOf(windows, { warmUp, group }) };
    });
  } catch (error) {
    if (error instanceof CannotCount) {
      return arms.map(() => ({ state: 'unavailable', reason: error.message }));
    }
    const isStopped = signal?.aborted === true && windows.length > 0;
    if (!isStopped && !(error instanceof TimeIsUp)) throw error;
    const why = isStopped ? stopReason(signal) : 'a window did not end in its time';
    return arms.map((_arm, process) => notSteady(process, `${why} after ${numberOf(windows)}`));
  }

  function notSteady(
    process: number,
    because: string,
    slopes = unsteadySlopes(windows, process),
  ): Count {
    const iterations = windows.at(-1)?.iterations ?? 0;
    const seen = slopes?.map((slope) => slope.toPrecision(4)).join(', then ');
    const detail = seen === undefined ? '' : `: ${seen} in windows of ${iterations} iterations`;
    const reason = `not steady: ${because}${detail}`;
    const unsteady = scheduleOf(windows, { warmUp, group: 1 });
    return { state: 'not-steady', slopes, schedule: unsteady, reason };
  }
}

function replay({ windows, group }: CountSchedule, done: readonly Window[]): Step {
  const iterations = windows[done.length];
  return iterations === undefined ? { do: 'stop', group } : { do: 'window', iterations };
}

function numberOf({ length }: readonly Window[]): string {
  return length === 1 ? 'one window' : `${length} windows`;
}
