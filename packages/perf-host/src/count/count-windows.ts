import { stopReason } from '../process/stop-reason.ts';
import type { CountedWaits } from '../fork/count-protocol.ts';
import { ofEachArm } from './count-arm.ts';
import type { Count, CountSchedule, Slopes } from './count-result.ts';
import {
  ALONE,
  firstWindowOf,
  type IsEnough,
  nextStep,
  scheduleOf,
  SETTLING,
  slopesOfLastTwo,
  slopesOfWindows,
  type Step,
  TOGETHER,
  unsteadySlopes,
  warmUpOf,
  type Window,
} from './count-schedule.ts';
import type { CountedProcess } from './counted-process.ts';
import { refusalOfCount } from './refusals.ts';
import { TimeIsUp } from './session-errors.ts';
import { areSteady } from './slopes.ts';

/** Smaller than the smallest object: one-time allocations, spread over the iterations. */
export const TOLERANCE_BYTES = 0.5;

export interface CountWindowsOptions {
  /** CPU time of one iteration of the slowest process, in ms: it decides how long the warm-up is. */
  iterationMs: number;
  /** Count in these windows. @default windows are added until the slopes agree */
  schedule?: CountSchedule | undefined;
  /** Windows in which the benchmark was warmed up, before counting began. @default it is warmed up here */
  warmedUp?: readonly number[] | undefined;
  /** Ends the count before it is steady when it returns true. @default never */
  isEnough?: IsEnough | undefined;
  /** Ends the count when it is aborted; the windows until then are the result. */
  signal?: AbortSignal | undefined;
}

/** A counted window, with the bytes that each process allocated: null where garbage was collected meanwhile. */
type WindowWithBytes = Window & { bytes: readonly (number | null)[] };

/** Why windows ended: a plan, or the reason of an interruption. */
type WindowsEnd = Exclude<Step, { do: 'window' }> | { do: 'interrupted'; because: string };

/** The windows of a benchmark that all processes counted together. */
export class CountedWindows {
  readonly #warmUp: readonly number[];
  readonly #windows: readonly WindowWithBytes[];
  readonly #end: WindowsEnd;

  constructor(warmUp: readonly number[], windows: readonly WindowWithBytes[], end: WindowsEnd) {
    this.#warmUp = warmUp;
    this.#windows = windows;
    this.#end = end;
  }

  /** The processes may still be within a window. */
  get isInterrupted(): boolean {
    return this.#end.do === 'interrupted';
  }

  /** Returns the count of instructions of a process. `waits`: null when it was interrupted. */
  instructions(process: number, waits: CountedWaits | null): Count {
    const refused = waits === null ? null : refusalOfCount(waits);
    if (refused !== null) return { state: 'refused', reason: refused };
    const [windows, end] = [this.#windows, this.#end];
    if (end.do === 'give up' || end.do === 'interrupted') {
      return this.#notSteady(unsteadySlopes(windows, process), end.because);
    }
    const slopes =
      end.do === 'enough'
        ? slopesOfLastTwo(windows, process)
        : slopesOfWindows(windows, { group: end.group, process });
    if (!areSteady(slopes)) {
      return this.#notSteady(slopes, `it still moves after ${numberOf(windows)}`);
    }
    return { state: 'counted', slopes, schedule: this.#schedule };
  }

  /** Returns the count of bytes of a process; null where the windows do not show it exactly. */
  allocated(process: number): Count | null {
    if (this.#end.do !== 'stop') return null;
    const { group } = this.#end;
    const counted = this.#windows.slice(-2 * group);
    const bytes = counted.map((window) => ({
      iterations: window.iterations,
      instructions: [window.bytes[process] ?? NaN],
    }));
    const slopes = slopesOfWindows(bytes, { group, process: 0 });
    if (!slopes.every(Number.isFinite)) return null;
    if (!areSteady(slopes, { tolerance: TOLERANCE_BYTES })) return null;
    return { state: 'counted', slopes, schedule: this.#schedule };
  }

  get #schedule(): CountSchedule {
    const group = this.#end.do === 'stop' ? this.#end.group : 1;
    return scheduleOf(this.#windows, { warmUp: this.#warmUp, group });
  }

  #notSteady(slopes: Slopes | null, because: string): Count {
    const iterations = this.#windows.at(-1)?.iterations ?? 0;
    const seen = slopes?.map((slope) => slope.toPrecision(4)).join(', then ');
    const detail = seen === undefined ? '' : `: ${seen} in windows of ${iterations} iterations`;
    const schedule = scheduleOf(this.#windows, { warmUp: this.#warmUp, group: 1 });
    return {
      state: 'not-steady',
      slopes,
      schedule,
      reason: `not steady: ${because}${detail}`,
    };
  }
}

/**
 * Calls the benchmark that has begun in all processes in the same windows: first until it is warm, then counted.
 * The slowest process decides how long the windows are. They end when no process gets faster any more, or when `isEnough`
 * returns true.
 *
 * @throws {ArmFailed} when the benchmark or a process failed.
 * @throws {CannotCount} when callgrind does not count.
 * @throws {TimeIsUp} at the limit of a process before the first counted window.
 * @throws the reason of `signal` when it is aborted before the first counted window.
 */
export async function countWindows(
  processes: readonly CountedProcess[],
  { iterationMs, schedule, warmedUp, isEnough, signal }: CountWindowsOptions,
): Promise<CountedWindows> {
  const isCounting = warmedUp !== undefined;
  const before = isCounting ? SETTLING : (schedule?.warmUp ?? warmUpOf(iterationMs));
  const warmUp = isCounting ? [...warmedUp, ...SETTLING] : before;
  const plan = isCounting ? TOGETHER : ALONE;
  const first = firstWindowOf(iterationMs);
  const windows: WindowWithBytes[] = [];
  const next = (): Step =>
    schedule === undefined
      ? nextStep(windows, { first, plan, isEnough })
      : replay(schedule, windows);
  try {
    for (const iterations of before) {
      await ofEachArm(processes, (process) => process.warmUp(iterations));
    }
    if (!isCounting) await ofEachArm(processes, (process) => process.beginCounting());
    for (let step = next(); ; step = next()) {
      if (step.do !== 'window') return new CountedWindows(warmUp, windows, step);
      const { iterations } = step;
      const counted = await ofEachArm(processes, (process) => process.window(iterations));
      windows.push({
        iterations,
        instructions: counted.map(({ instructions }) => instructions),
        bytes: counted.map(({ bytes }) => bytes),
      });
    }
  } catch (error) {
    const isStopped = signal?.aborted === true;
    if (windows.length === 0 || !(isStopped || error instanceof TimeIsUp)) throw error;
    const why = isStopped ? stopReason(signal) : 'a window did not end in its time';
    const because = `${why} after ${numberOf(windows)}`;
    return new CountedWindows(warmUp, windows, { do: 'interrupted', because });
  }
}

function replay({ windows, group }: CountSchedule, done: readonly Window[]): Step {
  const iterations = windows[done.length];
  return iterations === undefined ? { do: 'stop', group } : { do: 'window', iterations };
}

function numberOf({ length }: readonly Window[]): string {
  return length === 1 ? 'one window' : `${length} windows`;
}
