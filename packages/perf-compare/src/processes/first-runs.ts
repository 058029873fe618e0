import { unlessAborted } from '@night-pilot/perf-host/process';
import { limitOfHead, TIMES_BASE } from '../compare/measure-pair.ts';
import type { Outlasted } from '../compare/outlasted.ts';
import type { Problem } from '../versions/problem.ts';
import { type Command, commandLine, type CommandPair } from './command.ts';
import { runOnce, type RunOnceOptions, type RunResult, tooLate } from './run-once.ts';

export interface FirstRunsOptions extends Pick<RunOnceOptions, 'cwd' | 'limitMs' | 'signal'> {
  /** Time that is left of the budget, in ms. undefined: no limit. */
  leftMs: number | undefined;
  onProgress?: ((label: string) => void) | undefined;
}

export type FirstRuns = { state: 'ended' } | { state: 'failed'; problems: Problem[] } | Outlasted;

/** Head must have had this long before it is said not to end, in ms, and {@link TIMES_BASE} times as long as base. */
const LEAST_MS = 10_000;

/**
 * Runs each command once, which shows whether it works, and whether head takes many times as long as base.
 *
 * @throws {PerfKitError} `COMMAND_NOT_STARTED`.
 * @throws the reason of `signal` when it is aborted; all processes are gone then.
 */
export async function firstRuns(
  { base, head }: CommandPair,
  { cwd, limitMs, leftMs = Infinity, signal, onProgress }: FirstRunsOptions,
): Promise<FirstRuns> {
  const endsAt = performance.now() + leftMs;
  const leftNow = () => Math.max(0, endsAt - performance.now());
  const run = (command: Command, ownLimitMs: number) => {
    onProgress?.(`first run of ${commandLine(command)}`);
    return runWithin(command, { cwd, limitMs: ownLimitMs, leftMs: leftNow(), signal });
  };
  const ofBase = await run(base, limitMs);
  if (ofBase.state === 'failed' && leftNow() === 0) return failed([[base, ofBase]]);
  const baseMs = ofBase.state === 'ended' ? ofBase.elapsedMs : null;
  const usualMs = baseMs === null ? limitMs : Math.min(limitMs, limitOfHead(baseMs));
  const headLimitMs = Math.min(usualMs, leftNow());
  const ofHead = await run(head, usualMs);
  if (baseMs !== null && ofHead.state === 'failed' && ofHead.error.code === 'TIME_LIMIT') {
    const sureMs = Math.min(limitMs, Math.max(LEAST_MS, TIMES_BASE * baseMs));
    if (headLimitMs >= sureMs) {
      return {
        state: 'outlasted',
        side: 'head',
        took: { state: 'unended', limitMs: headLimitMs },
        otherMs: baseMs,
        of: 'a run',
        note: null,
      };
    }
  }
  return failed([
    [base, ofBase],
    [head, ofHead],
  ]);
}

/** Runs a command once, within the time that is left of the budget. */
async function runWithin(
  command: Command,
  { leftMs, signal, ...options }: RunOnceOptions & { leftMs: number },
): Promise<RunResult> {
  using left = startTimer(leftMs);
  const either = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
  const result = await unlessAborted(either, () =>
    runOnce(command, { ...options, signal: either }),
  );
  signal?.throwIfAborted();
  return result ?? tooLate(leftMs);
}

function startTimer(ms: number): Disposable & { signal: AbortSignal } {
  const timer = new AbortController();
  const timeout = Number.isFinite(ms) ? setTimeout(() => timer.abort(), ms) : undefined;
  return { signal: timer.signal, [Symbol.dispose]: () => clearTimeout(timeout) };
}

function failed(runs: readonly (readonly [Command, RunResult])[]): FirstRuns {
  const problems = runs.flatMap(([command, result]) =>
    result.state === 'failed'
      ? [{ what: commandLine(command), message: result.error.message }]
      : [],
  );
  return problems.length === 0 ? { state: 'ended' } : { state: 'failed', problems };
}
