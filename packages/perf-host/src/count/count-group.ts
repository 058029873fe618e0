import type { TestPath } from '../fork/bench-protocol.ts';
import { ofEachArm } from './count-arm.ts';
import type { CountSchedule } from './count-result.ts';
import type { CountedTogether } from './count-together.ts';
import { type IsEnough, SETTLING, shortWarmUpOf } from './count-schedule.ts';
import { countWindows } from './count-windows.ts';
import type { CountedProcess } from './counted-process.ts';
import type { CountingSession } from './counting-session.ts';
import { CannotCount, ProcessFailed, TimeIsUp } from './session-errors.ts';

/** One version of a bench file, whose benchmarks are counted in one process after the other. */
export interface GroupArm {
  /** A session that `inspectGroup` has prepared. */
  session: CountingSession;
  file: string;
}

export interface GroupBenchmark {
  test: TestPath;
  benchmark: string;
  /** CPU time of an iteration of the slowest arm, in ms. */
  iterationMs: number;
  /** Count in these windows. @default windows are added until the slopes agree */
  schedule?: CountSchedule | undefined;
}

export interface CountGroupOptions {
  /** Path of Valgrind. */
  valgrind: string;
  isEnough?: IsEnough | undefined;
  /** Time on the clock for each benchmark, in ms. @default no limit */
  limitMs?: number | undefined;
  onCounted?: ((index: number) => void) | undefined;
  /** Ends the counts when it is aborted. The benchmarks that were counted until then are the result. */
  signal?: AbortSignal | undefined;
}

export interface GroupCount extends CountedTogether {
  /** Time on the clock, in ms. */
  durationMs: number;
}

/**
 * Counts benchmarks of one bench file in one process for each arm, so that Node starts once for all of them. One benchmark
 * may influence the counts of those after it: what differs between arms has to be counted again in processes of its own.
 *
 * A benchmark that fails, ends a process or exceeds its time is left out, and a new process goes on after it.
 *
 * @returns The counts by the index of the benchmark. Missing: it could not be counted here.
 */
export async function countGroup(
  arms: readonly GroupArm[],
  benchmarks: readonly GroupBenchmark[],
  options: CountGroupOptions,
): Promise<Map<number, GroupCount>> {
  const counts = new Map<number, GroupCount>();
  let left = [...benchmarks.keys()];
  while (left.length > 0 && options.signal?.aborted !== true) {
    const given = left.map((index) => ({ index, ...(benchmarks[index] as GroupBenchmark) }));
    const { counted, failed, isGoingOn } = await countInOneProcess(arms, given, options);
    for (const [index, count] of counted) counts.set(index, count);
    if (!isGoingOn || counted.size + failed.size === 0) break;
    left = left.filter((index) => !counts.has(index) && !failed.has(index));
  }
  return counts;
}

/** The first pass, in which nothing is counted: what V8 compiles there need not be translated by callgrind. */
const WARMING = 0;

type Given = GroupBenchmark & { index: number };

interface OneProcess {
  counted: Map<number, GroupCount>;
  failed: Set<number>;
  /** Others may be counted in a new process. */
  isGoingOn: boolean;
}

async function countInOneProcess(
  arms: readonly GroupArm[],
  given: readonly Given[],
  { valgrind, isEnough, limitMs, onCounted, signal }: CountGroupOptions,
): Promise<OneProcess> {
  const result: OneProcess = { counted: new Map(), failed: new Set(), isGoingOn: true };
  const fail = (at: number) => {
    const index = given[at]?.index ?? -1;
    result.counted.delete(index);
    result.failed.add(index);
  };
  const benchmarks = given.map(({ test, benchmark }) => ({ test, benchmark }));
  let current: number | null = null;
  await using started = new AsyncDisposableStack();
  try {
    const processes = await ofEachArm(arms, async ({ session, file }) =>
      started.use(
        await session.startCounted({ do: 'run-windows', passes: 2, file, benchmarks }, valgrind),
      ),
    );
    let isCounting = false;
    for (;;) {
      current = null;
      const next = await ofEachArm(processes, (process) => nextOf(process, fail));
      const [first] = next;
      if (first === undefined || first === null) return result;
      const { at, pass } = first;
      // In another order, or after a failure of one arm, the arms are not at the same benchmark.
      if (next.some((other) => other?.at !== at || other.pass !== pass)) return result;
      current = at;
      const { index, iterationMs, schedule } = given[at] as Given;
      const warmedUp = schedule?.warmUp.slice(0, -SETTLING.length) ?? shortWarmUpOf(iterationMs);
      const startedAt = performance.now();
      const timer =
        limitMs === undefined
          ? undefined
          : setTimeout(() => void started.disposeAsync(), Math.max(0, limitMs));
      try {
        if (pass === WARMING) {
          await warmUp(processes, warmedUp);
          continue;
        }
        if (!isCounting) await ofEachArm(processes, (process) => process.beginCounting());
        isCounting = true;
        const options = { iterationMs, schedule, warmedUp, isEnough, signal };
        const windows = await countWindows(processes, options);
        if (windows.isInterrupted) throw new ProcessFailed({ code: null, message: 'interrupted' });
        const waits = await ofEachArm(processes, (process) => process.endBenchmark());
        result.counted.set(index, {
          instructions: waits.map((own, arm) => windows.instructions(arm, own)),
          allocated: waits.map((_own, arm) => windows.allocated(arm)),
          durationMs: performance.now() - startedAt,
        });
      } finally {
        clearTimeout(timer);
      }
      onCounted?.(index);
    }
  } catch (error) {
    if (error instanceof CannotCount || signal?.aborted === true) {
      return { ...result, isGoingOn: false };
    }
    if (!(error instanceof ProcessFailed || error instanceof TimeIsUp)) throw error;
    if (current !== null) fail(current);
    return result;
  }
}

/** Calls a benchmark that has begun in windows that are not counted, and ends it. */
async function warmUp(
  processes: readonly CountedProcess[],
  windows: readonly number[],
): Promise<void> {
  for (const iterations of windows) {
    await ofEachArm(processes, (process) => process.warmUp(iterations));
  }
  await ofEachArm(processes, (process) => process.endBenchmark());
}

/** Waits until the next benchmark begins. @returns its number in the request, and the pass; null after the last one. */
async function nextOf(
  process: CountedProcess,
  fail: (at: number) => void,
): Promise<{ at: number; pass: number } | null> {
  for (;;) {
    const next = await process.nextBenchmark();
    if (next.state === 'ended') return null;
    if (next.state === 'begun') return { at: next.index, pass: next.pass };
    fail(next.index);
  }
}
