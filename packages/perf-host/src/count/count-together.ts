import { type CountArm, ofEachArm } from './count-arm.ts';
import type { Count } from './count-result.ts';
import { countWindows, type CountWindowsOptions } from './count-windows.ts';
import type { CountedProcess } from './counted-process.ts';
import { CannotCount, ProcessFailed } from './session-errors.ts';

export interface CountTogetherOptions extends CountWindowsOptions {
  /** Path of Valgrind. */
  valgrind: string;
}

/** The counts of one benchmark, in the order of the arms. */
export interface CountedTogether {
  /** A count that ended before it was steady has the slopes of its last windows. */
  instructions: Count[];
  /** null where the windows do not show them exactly. */
  allocated: (Count | null)[];
}

/**
 * Counts the instructions of an iteration in one process for each arm, all of them in the same windows, and the bytes that it
 * allocates.
 *
 * @throws {ArmFailed} when a process broke down or reported a failure.
 * @throws {TimeIsUp} at the limit of a process before the first counted window.
 * @throws the reason of `signal` when it is aborted before the first counted window.
 */
export async function countTogether(
  arms: readonly CountArm[],
  { valgrind, ...options }: CountTogetherOptions,
): Promise<CountedTogether> {
  await using started = new AsyncDisposableStack();
  try {
    const processes = await ofEachArm(arms, async ({ session, target }) => {
      const { file, test, benchmark } = target;
      const request = {
        do: 'run-windows',
        passes: 1,
        file,
        benchmarks: [{ test, benchmark }],
      } as const;
      // The stack ends the started processes even when another one failed.
      const process = started.use(await session.startCounted(request, valgrind));
      await beginsOnly(process);
      return process;
    });
    const windows = await countWindows(processes, options);
    const waits = windows.isInterrupted
      ? arms.map(() => null)
      : await ofEachArm(processes, async (process) => {
          const own = await process.endBenchmark();
          await endsWell(process);
          return own;
        });
    return {
      instructions: waits.map((own, arm) => windows.instructions(arm, own)),
      allocated: waits.map((_own, arm) => windows.allocated(arm)),
    };
  } catch (error) {
    if (!(error instanceof CannotCount)) throw error;
    const unavailable = { state: 'unavailable', reason: error.message } as const;
    return { instructions: arms.map(() => unavailable), allocated: arms.map(() => null) };
  }
}

/** Waits until the only benchmark of a process begins. */
async function beginsOnly(process: CountedProcess): Promise<void> {
  const next = await process.nextBenchmark();
  if (next.state === 'failed') throw new ProcessFailed(next.error);
  if (next.state === 'ended') {
    const message = 'its process ended before it called the benchmark';
    throw new ProcessFailed({ code: 'EXITED', message });
  }
}

/** Waits until the test of the only benchmark, and its process, have ended without a failure. */
async function endsWell(process: CountedProcess): Promise<void> {
  const next = await process.nextBenchmark();
  if (next.state === 'failed') throw new ProcessFailed(next.error);
}
