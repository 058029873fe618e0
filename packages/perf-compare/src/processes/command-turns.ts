import type { FailureDescription } from '@night-pilot/perf-host/fork';
import { watchDisturbance } from '@night-pilot/perf-host/disturbance';
import type { Disturbance, Fork } from '@night-pilot/perf-report';
import type { PairedTest, TurnResult } from '../versions/turn.ts';
import { type Command, commandLine, type CommandPair } from './command.ts';
import { runOnce, type RunOnceOptions } from './run-once.ts';

export interface CommandTurnsOptions extends Omit<RunOnceOptions, 'signal'> {
  /** A turn repeats a shorter command until it lasts about this long, in ms. */
  turnMs: number;
}

/**
 * Measures two commands in turns. The samples of a turn are the times of whole runs, from just before the start to the
 * exit: of one run, or of as many as the slower command needs to fill a turn. The uncounted turns find that number.
 */
export function commandTurns(
  commands: CommandPair,
  { turnMs, cwd, limitMs: usualLimitMs }: CommandTurnsOptions,
): PairedTest['take'] {
  const firstMs = { base: 0, head: 0 };
  return async ({ side, pair, only, limitMs = usualLimitMs, signal }) => {
    const slower = Math.max(firstMs.base, firstMs.head);
    const runs = pair === null ? 1 : Math.max(1, Math.ceil(turnMs / slower));
    const turn = await runRepeatedly(commands[side], runs, { cwd, limitMs, signal });
    if (turn.state === 'failed') return turn;
    if (pair === null) firstMs[side] = turn.fork.durationMs;
    return { state: 'measured', forks: new Map(only.map((name) => [name, turn.fork])) };
  };
}

function failureOf(command: Command, { code, message }: FailureDescription) {
  const error = { code, message: `${commandLine(command)} ${message}` };
  return { state: 'failed', error } as const;
}

type RepeatedRuns = { state: 'measured'; fork: Fork } | Extract<TurnResult, { state: 'failed' }>;

async function runRepeatedly(
  command: Command,
  runs: number,
  options: RunOnceOptions,
): Promise<RepeatedRuns> {
  const samples: number[] = [];
  const watch = watchDisturbance();
  const startedAt = performance.now();
  let durationMs = 0;
  let disturbance: Disturbance;
  try {
    while (samples.length < runs) {
      const result = await runOnce(command, options);
      if (result.state === 'failed') return failureOf(command, result.error);
      samples.push(result.elapsedMs * 1e6);
    }
    durationMs = performance.now() - startedAt;
  } finally {
    disturbance = fromOutside(await watch.stop());
  }
  const fork = { samples, iterationsPerSample: 1, durationMs, steady: null, disturbance };
  return { state: 'measured', fork: { ...fork, setAside: null, counters: {} } };
}

/** Drops the counters of the watching process itself: they say nothing about the command. */
function fromOutside(disturbance: Disturbance): Disturbance {
  return { ...disturbance, involuntarySwitches: null, gcMs: null, gcCount: null };
}
