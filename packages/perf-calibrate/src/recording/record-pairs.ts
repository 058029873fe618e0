import {
  drawPairOrder,
  measureUncounted,
  measurePair,
  type PairOfForks,
  turnError,
} from '@night-pilot/perf-compare/compare';
import type { PairedTest, Side } from '@night-pilot/perf-compare/versions';
import { type Fork, newRunId } from '@night-pilot/perf-report';
import { appendJsonLines } from './json-lines.ts';
import type { MachineLoad } from '../machine/machine-load.ts';
import type { RecordedPair } from './recorded-pairs.ts';
import { programFailed } from './timed-programs.ts';

export interface RecordOptions {
  /** Path of the record. Each pair is added right after its measurement. */
  path: string;
  load: MachineLoad;
  /** Number of forks of single programs to add: two for each pair of a program. */
  forks: number;
  /** Time limit in ms. Recording ends after the round that reaches it. */
  recordMs: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((forks: number) => void) | undefined;
}

/**
 * Measures programs against themselves as a comparison measures two versions: all tests in turns, a fresh process for
 * each version of a pair, in a drawn order, with equally many samples. It records whole rounds, so that all programs have
 * the same number of pairs.
 *
 * @returns the number of added forks.
 * @throws {PerfKitError} `CALIBRATION_FAILED` when a program does not run; the reason of `signal` when it is aborted.
 *   The record keeps the pairs measured before.
 */
export async function recordPairs(
  tests: readonly PairedTest[],
  options: RecordOptions,
): Promise<number> {
  const { path, load, forks, recordMs, signal, onProgress } = options;
  const session = newRunId();
  const endsAt = performance.now() + recordMs;
  const turns = new Map(tests.map((test) => [test, drawPairOrder(Math.random)]));
  for (const test of tests) {
    const [failed] = (await measureUncounted(test, signal)).errors;
    if (failed !== undefined) throw programFailed(...failed);
  }
  let added = 0;
  for (let round = 0; ; round += 1) {
    for (const test of tests) {
      const first = turns.get(test)?.(round) ?? 'base';
      signal?.throwIfAborted();
      const startedAt = performance.now();
      const pair = await measurePair(test, {
        first,
        pair: round,
        only: test.benchmarks,
        signal,
      });
      const durationMs = performance.now() - startedAt;
      const at = new Date().toISOString();
      const kept = test.benchmarks.map((program): RecordedPair => ({
        session,
        at,
        load,
        suite: test.suite,
        program,
        first,
        base: forkOf(pair, program, 'base'),
        head: forkOf(pair, program, 'head'),
        durationMs: durationMs / test.benchmarks.length,
      }));
      await appendJsonLines(path, kept);
      added += 2 * kept.length;
      onProgress?.(added);
    }
    if (added >= forks || performance.now() >= endsAt) return added;
  }
}

function forkOf(pair: PairOfForks, program: string, side: Side): Fork {
  const turn = pair[side];
  const fork = turn.state === 'measured' ? turn.forks.get(program) : undefined;
  if (fork === undefined) {
    throw programFailed(program, turnError(turn, program, side) ?? 'it was not measured');
  }
  return fork;
}
