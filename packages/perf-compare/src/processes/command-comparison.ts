import { basename } from 'node:path';
import { COUNT_FLAGS } from '@night-pilot/perf-host/fork';
import { benchPlan } from '@night-pilot/perf-host/bench';
import { unlessAborted } from '@night-pilot/perf-host/process';
import { type WallRules, wallRules } from '../judge/wall-rules.ts';
import { detectEnvironment } from '@night-pilot/perf-report/machine';
import { mean } from '@night-pilot/perf-report/stats';
import type { TurnsResult } from '../compare/benchmark-progress.ts';
import { endOfBudget, startBudget, stopOf } from '../compare/budget.ts';
import { ComparisonRecord } from '../compare/comparison-record.ts';
import { measureInTurns } from '../compare/in-turns.ts';
import { nextSteps } from '../compare/next-steps.ts';
import type { Turn } from '../versions/turn.ts';
import { type Command, commandLine } from './command.ts';
import {
  COMMAND_INSTRUMENTS,
  type CommandInstrument,
  type ComparedCommands,
  type CompareCommandsOptions,
} from './command-options.ts';
import { commandTurns } from './command-turns.ts';
import { countCommands } from './count-commands.ts';
import { firstRuns } from './first-runs.ts';

const BUDGET_MS = 60_000;

const LEAST_LIMIT_MS = 10_000;

/** Stolen time comes in ticks of 10 ms: in a turn of 200 ms one tick is not yet a disturbance. */
const TURN_MS = 200;

/** Part of the time that is left which counts may use when wall time is to judge as well. */
const PART_OF_COUNTS = 0.5;

/** The steps of a comparison of two commands, and what they share. */
export class CommandComparison {
  readonly #options: CompareCommandsOptions;
  readonly #record: ComparisonRecord;
  readonly #names: { suite: string; name: string };
  readonly #limitMs: number;
  readonly #startedAt = performance.now();
  readonly #notes: string[] = [];
  /** Least time for a verdict by wall time, in ms. undefined: not known. */
  #neededMs: number | undefined;

  constructor(options: CompareCommandsOptions) {
    const { base, head, project, cwd, budgetMs = BUDGET_MS } = options;
    this.#options = options;
    this.#limitMs = options.limitMs ?? Math.max(budgetMs, LEAST_LIMIT_MS);
    this.#names = { suite: commandLine(base), name: `vs ${commandLine(head)}` };
    this.#record = new ComparisonRecord(
      { base: { root: cwd }, head: { root: cwd } },
      { project: { name: project }, startedAt: new Date(), environment: detectEnvironment() },
    );
  }

  /** @returns Whether both commands work and neither takes many times as long as the other. */
  async runBothOnce(): Promise<boolean> {
    const { base, head, cwd, signal } = this.#options;
    const runs = await firstRuns(
      { base, head },
      {
        cwd,
        limitMs: this.#limitMs,
        leftMs: this.#leftMs(),
        signal,
        onProgress: (label) => this.#report(label),
      },
    );
    if (runs.state === 'outlasted') this.#record.addOutlasted(this.#names, runs);
    if (runs.state === 'failed') this.#record.addProblems(runs.problems);
    return runs.state === 'ended';
  }

  async judgeByInstructions(): Promise<void> {
    const { base, head, cwd, signal } = this.#options;
    if (!this.#isWanted('instructions')) return;
    this.#report('instructions');
    const leftMs = this.#leftMs();
    const part = this.#isWanted('wall') ? PART_OF_COUNTS : 1;
    using budget = startBudget({
      ms: leftMs === undefined ? undefined : leftMs * part,
      stop: this.#endOfBudget(),
      parent: signal,
    });
    const limitMs = Math.min(benchPlan(false).limitMs, this.#limitMs);
    const counted = await unlessAborted(budget.signal, () =>
      countCommands({ base, head }, { cwd, limitMs, signal: budget.signal }),
    );
    const isAskedFor = this.#options.instruments !== undefined;
    if (counted === null) {
      const stop = stopOf(budget.signal);
      if (isAskedFor) this.#record.addNotCounted(this.#names, 'instructions', stop);
      else this.#noteNoCount(`${stop.text} before both were counted`);
      return;
    }
    this.#record.addCountOfRuns(this.#names, { ...counted, isAskedFor, stop: null });
    if (counted.judgement.state !== 'refused') return;
    if (!isAskedFor) this.#noteNoCount(counted.judgement.because);
    if (counted.differing.some(isNode)) this.#notes.push(NODE_HINT);
  }

  async judgeByWall(): Promise<void> {
    const { budgetMs, minEffect, signal } = this.#options;
    if (!this.#isWanted('wall')) return;
    const rules = wallRules(minEffect === undefined ? {} : { minEffect });
    const before = this.#spentMs();
    const [result] = await measureInTurns([this.#testOf(rules)], {
      rules,
      budgetMs: budgetMs ?? BUDGET_MS,
      isOnTheClock: budgetMs !== undefined,
      spentMs: () => (budgetMs === undefined ? 0 : before),
      signal,
    });
    // One test with one benchmark gives one result.
    const timed = result as TurnsResult;
    this.#record.addTimes(timed, { rules, benchmarks: 1 });
    this.#neededMs = neededFor(timed, { rules, spentMs: before });
  }

  result(): ComparedCommands {
    const { budgetMs = BUDGET_MS, signal } = this.#options;
    const compared = this.#record.result({ isInterrupted: signal?.aborted === true });
    if (compared.head.metrics.length === 0) signal?.throwIfAborted();
    const { notes, lastLine } = nextSteps(compared, { budgetMs, neededMs: this.#neededMs });
    return { ...compared, notes: [...this.#notes, ...notes], lastLine };
  }

  #testOf(rules: WallRules) {
    const { base, head, cwd } = this.#options;
    // Short commands reach the first look that decides effects of any size in half of the time.
    const leftMs = this.#leftMs() ?? BUDGET_MS;
    const turnMs = Math.min(TURN_MS, leftMs / (4 * leastPairs(rules)));
    const takeTurn = commandTurns({ base, head }, { turnMs, cwd, limitMs: this.#limitMs });
    const take = (turn: Turn) => {
      const most = rules.plan.looks.at(-1)?.pairs;
      this.#report(`wall, pair ${(turn.pair ?? 0) + 1} of at most ${most}`);
      return takeTurn(turn);
    };
    return { suite: this.#names.suite, benchmarks: [this.#names.name], take };
  }

  #isWanted(instrument: CommandInstrument): boolean {
    return (this.#options.instruments ?? COMMAND_INSTRUMENTS).includes(instrument);
  }

  #noteNoCount(because: string): void {
    this.#notes.push(`No verdict by instructions: ${because}`);
  }

  #report(label: string): void {
    this.#options.onProgress?.(0, 1, label);
  }

  #spentMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Time that is left of the budget, in ms. undefined: the caller gave none. */
  #leftMs(): number | undefined {
    const { budgetMs } = this.#options;
    return budgetMs === undefined ? undefined : Math.max(0, budgetMs - this.#spentMs());
  }

  #endOfBudget() {
    return endOfBudget('budget', this.#options.budgetMs ?? BUDGET_MS);
  }
}

/** Estimates the time of the least evidence for a verdict, with what was spent before, in ms. undefined: not known. */
function neededFor(
  { base, head }: TurnsResult,
  { rules, spentMs }: { rules: WallRules; spentMs: number },
): number | undefined {
  if (base.length === 0) return undefined;
  const turnMs = mean([...base, ...head].map(({ durationMs }) => durationMs));
  // The uncounted turns are one more pair.
  return spentMs + 2 * (leastPairs(rules) + 1) * turnMs;
}

/** Returns the number of pairs at the first look that decides effects of any size. */
function leastPairs({ plan }: WallRules): number {
  return plan.looks.find(({ allowance }) => allowance === 0)?.pairs ?? 1;
}

const isNode = ([program]: Command) => /^node(js)?$/.test(basename(program));

const NODE_HINT = `Node draws seeds and uses threads; with these flags its runs are equal: node ${COUNT_FLAGS.instructions.join(' ')} …`;
