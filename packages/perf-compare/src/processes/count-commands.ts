import { availableParallelism } from 'node:os';
import { instrumentAvailability } from '@night-pilot/perf-host/count';
import { judgeCounts } from '../judge/judge-counts.ts';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import type { CountedRuns } from '../compare/comparison-record.ts';
import type { Side } from '../versions/turn.ts';
import {
  type CommandCount,
  commandCount,
  commandCountMetric,
  countedArm,
} from './command-count.ts';
import type { Command, CommandPair } from './command.ts';
import { countProcess, type CountProcessOptions, type ProcessCount } from './count-process.ts';
import type { RunOnceOptions } from './run-once.ts';

export interface CountedCommands extends CountedRuns {
  /** Commands whose equal runs differ. */
  differing: Command[];
}

/**
 * Counts the instructions of two whole runs of each command and judges them.
 *
 * @throws the reason of an abort; all processes were ended then.
 */
export async function countCommands(
  commands: CommandPair,
  options: RunOnceOptions,
): Promise<CountedCommands> {
  const availability = instrumentAvailability('instructions');
  const valgrind = availability.state === 'available' ? availability.valgrind : null;
  const { base, head } =
    availability.state === 'unavailable'
      ? { base: availability, head: availability }
      : await countTwice(commands, { ...options, valgrind: valgrind?.path ?? 'valgrind' });
  return {
    environment: detectEnvironment({ valgrind: valgrind?.version ?? null }),
    judgement:
      availability.state === 'unavailable'
        ? { state: 'refused', because: availability.reason }
        : judgeCounts({ base: countedArm(base), head: countedArm(head) }),
    differing: [
      ...(base.state === 'differing' ? [commands.base] : []),
      ...(head.state === 'differing' ? [commands.head] : []),
    ],
    metricOf: (side, identity) => commandCountMetric(identity, side === 'base' ? base : head),
  };
}

async function countTwice(
  commands: CommandPair,
  options: CountProcessOptions,
): Promise<Record<Side, CommandCount>> {
  const rounds = [await countBoth(commands, options)];
  if (rounds.every(({ base, head }) => base.state === 'counted' && head.state === 'counted')) {
    rounds.push(await countBoth(commands, options));
  }
  return {
    base: commandCount(rounds.map(({ base }) => base)),
    head: commandCount(rounds.map(({ head }) => head)),
  };
}

/** Counts each command once, both at a time when there are cores for both. */
async function countBoth(
  commands: CommandPair,
  options: CountProcessOptions,
): Promise<Record<Side, ProcessCount>> {
  const count = (side: Side) => countProcess(commands[side], options);
  if (availableParallelism() > 1) {
    const both = [count('base'), count('head')] as const;
    // An abort ends both: wait for both.
    await Promise.allSettled(both);
    const [base, head] = await Promise.all(both);
    if (base.state !== 'failed' && head.state !== 'failed') return { base, head };
    // They may have disturbed each other, for example by a port or a file that both want.
  }
  return { base: await count('base'), head: await count('head') };
}
