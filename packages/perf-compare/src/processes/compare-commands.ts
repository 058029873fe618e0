import { basename } from 'node:path';
import { type BenchInstrument, COUNT_FLAGS } from '@night-pilot/perf-host/fork';
import { benchPlan } from '@night-pilot/perf-host/bench';
import { type WallRules, wallRules } from '../judge/wall-rules.ts';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import { formatDuration } from '@night-pilot/perf-report/text';
import { mean } from '@night-pilot/perf-report/stats';
import { type ComparedVersions, Gathered } from '../compare/gathered.ts';
import { measureInTurns, type TurnsResult } from '../compare/in-turns.ts';
import { limitOfHead } from '../compare/measure-pair.ts';
import type { Turn } from '../versions/turn.ts';
import { type Command, commandLine } from './command.ts';
import { commandTurns } from './command-turns.ts';
import { countCommands } from './count-commands.ts';
import { runOnce } from './run-once.ts';

/** What commands can be judged by. */
export const COMMAND_INSTRUMENTS = ['wall', 'instructions'] as const satisfies BenchInstrument[];
export type CommandInstrument = (typeof COMMAND_INSTRUMENTS)[number];

export interface CompareCommandsOptions {
  base: Command;
  head: Command;
  /** Name of the project that the series belong to. */
  project: string;
  /** Working directory of both. */
  cwd: string;
  /** @default both */
  instruments?: readonly CommandInstrument[] | undefined;
  /** Wall time of both commands together, in ms. @default 60,000 */
  budgetMs?: number | undefined;
  /** The smallest change of wall time that matters, as a share. @default 0.0125 */
  minEffect?: number | undefined;
  /** A run that takes longer is killed, in ms. @default the budget, at least 10,000 */
  limitMs?: number | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number, label: string) => void) | undefined;
}

export interface ComparedCommands extends ComparedVersions {
  /** What a reader is to know besides: why there is no verdict of an instrument, and what would bring it. */
  notes: string[];
}

const LEAST_LIMIT_MS = 10_000;

/** Stolen time comes in ticks of 10 ms: in a turn of 200 ms, one of them is not yet a disturbance. */
const TURN_MS = 200;

/**
 * Compares two commands by the wall time of their runs and by the instructions of the whole process. Where these
 * cannot be counted wall time judges alone, asked for or not.
 *
 * @throws {PerfKitError} `COMMAND_NOT_STARTED`; other failures of a command are among the problems.
 * @throws the reason of an abort before anything was measured; all processes were ended then.
 */
export async function compareCommands(options: CompareCommandsOptions): Promise<ComparedCommands> {
  const { base, head, project, cwd, signal, instruments = COMMAND_INSTRUMENTS } = options;
  const { budgetMs = 60_000, limitMs = Math.max(budgetMs, LEAST_LIMIT_MS), onProgress } = options;
  const record = new Gathered(
    { base: { root: cwd }, head: { root: cwd } },
    { project: { name: project }, startedAt: new Date(), environment: detectEnvironment() },
  );
  const resultWith = (all: string[]): ComparedCommands => {
    const compared = record.result({ isInterrupted: signal?.aborted === true });
    if (compared.head.metrics.length === 0) signal?.throwIfAborted();
    return { ...compared, notes: all };
  };
  const notes: string[] = [];
  const names = { suite: commandLine(base), name: `vs ${commandLine(head)}` };
  const first = async (command: Command, firstLimitMs: number) => {
    onProgress?.(0, 1, `first run of ${commandLine(command)}`);
    return runOnce(command, { cwd, limitMs: firstLimitMs, signal });
  };
  const before = await first(base, limitMs);
  const isKnown = before.state === 'ended';
  const headLimitMs = isKnown ? Math.min(limitMs, limitOfHead(before.elapsedMs)) : limitMs;
  const after = await first(head, headLimitMs);
  if (isKnown && after.state === 'failed' && after.error.code === 'TIME_LIMIT') {
    record.outlasted(names, {
      ...{ state: 'outlasted', side: 'head', took: { state: 'unended', limitMs: headLimitMs } },
      ...{ otherMs: before.elapsedMs, of: 'a run', note: null },
    });
    return resultWith(notes);
  }
  for (const [command, result] of [[base, before] as const, [head, after] as const]) {
    if (result.state === 'ended') continue;
    record.problems.push({ what: commandLine(command), message: result.error.message });
  }
  if (record.problems.length > 0) return resultWith(notes);
  let isTimed = instruments.includes('wall');
  if (instruments.includes('instructions')) {
    onProgress?.(0, 1, 'instructions');
    const countLimitMs = Math.min(benchPlan(false).limitMs, limitMs);
    const counted = await countCommands({ base, head }, { cwd, limitMs: countLimitMs, signal });
    record.countedRuns(names, counted);
    if (counted.judgement.state === 'refused') {
      isTimed = true;
      notes.push(`No verdict by instructions: ${counted.judgement.because}`);
      if (counted.differing.some(isNode)) notes.push(NODE_HINT);
    }
  }
  if (!isTimed) return resultWith(notes);
  const rules = wallRules(options.minEffect === undefined ? {} : { minEffect: options.minEffect });
  const timed = await timeCommands(names, { rules, budgetMs, limitMs }, options);
  record.timed(timed, { rules, benchmarks: 1 });
  const more = moreBudget(timed, { rules, budgetMs });
  return resultWith(more === null ? notes : [...notes, more]);
}

async function timeCommands(
  { suite, name }: { suite: string; name: string },
  { rules, budgetMs, limitMs }: { rules: WallRules; budgetMs: number; limitMs: number },
  { base, head, cwd, signal, onProgress }: CompareCommandsOptions,
): Promise<TurnsResult> {
  const looks = rules.plan.looks.map(({ pairs }) => pairs);
  // Short commands reach the first look that decides effects of any size in half of the budget.
  const turnMs = Math.min(TURN_MS, budgetMs / (4 * leastPairs(rules)));
  const takeTurn = commandTurns({ base, head }, { turnMs, cwd, limitMs });
  const take = (turn: Turn) => {
    onProgress?.(0, 1, `wall, pair ${(turn.pair ?? 0) + 1} of at most ${looks.at(-1)}`);
    return takeTurn(turn);
  };
  const tests = [{ suite, benchmarks: [name], take }];
  const [result] = await measureInTurns(tests, { rules, budgetMs, signal });
  // One test with one benchmark gives one result.
  return result as TurnsResult;
}

/** What the least evidence takes, where the budget is less; else null. */
function moreBudget(
  { judgement, base, head }: TurnsResult,
  { rules, budgetMs }: { rules: WallRules; budgetMs: number },
): string | null {
  if (judgement.state !== 'undecided' || base.length === 0) return null;
  const turnMs = mean([...base, ...head].map(({ durationMs }) => durationMs));
  const pairs = leastPairs(rules);
  const needed = 2 * pairs * turnMs;
  if (needed <= budgetMs) return null;
  return `A verdict by wall takes ${pairs} pairs of runs at least, here about ${formatDuration(needed)}: give --budget more than that.`;
}

/** Pairs at the first look that decides effects of any size. */
function leastPairs({ plan }: WallRules): number {
  return plan.looks.find(({ allowance }) => allowance === 0)?.pairs ?? 1;
}

const isNode = ([program]: Command) => /^node(js)?$/.test(basename(program));

const NODE_HINT = `Node draws seeds and uses threads; with these flags its runs are equal: node ${COUNT_FLAGS.instructions.join(' ')} …`;
