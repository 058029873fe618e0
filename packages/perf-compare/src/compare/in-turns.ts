import { machineDisturbed } from '../judge/disturbed.ts';
import { judgeWall, type WallJudgement } from '../judge/judge-wall.ts';
import { drawPairOrder, type PairOrder } from './pair-order.ts';
import type { WallRules } from '../judge/wall-rules.ts';
import type { PairedTest } from '../versions/turn.ts';
import { BenchmarkProgress, type TurnsResult } from './benchmark-progress.ts';
import { chooseTests, furthest, outlookOf } from './choose-tests.ts';
import { stopOf } from './budget.ts';
import { measurePair, measureUncounted } from './measure-pair.ts';
import { TurnsTime, type TurnsTimeOptions } from './turns-time.ts';

export interface InTurnsOptions extends TurnsTimeOptions {
  rules: WallRules;
  /** Returns the time that is left for all tests together, in ms. @default no limit */
  totalLeftMs?: (() => number) | undefined;
  onProgress?: ((undecided: number, total: number, label: string) => void) | undefined;
}

/**
 * Measures both versions of every test in turns, A B B A or B A A B, until each benchmark is decided or its budget has
 * ended. Tests take turns as well, so that a busy minute does not hit all the evidence of one of them, and so that all
 * have as many pairs when the time is short.
 *
 * @returns The result of each benchmark. An abort of `signal` ends those that are not decided by then.
 */
export async function measureInTurns(
  tests: readonly PairedTest[],
  options: InTurnsOptions,
): Promise<TurnsResult[]> {
  const run = new RunInTurns(tests, options);
  await run.takeUncountedForks();
  for (let open = run.judge(); open.length > 0; open = run.judge()) {
    await run.takePairs(open);
    run.endIfDisturbed();
    run.endIfAborted();
  }
  return run.results();
}

class RunInTurns {
  readonly #tests: readonly PairedTest[];
  readonly #options: InTurnsOptions;
  readonly #benchmarks: BenchmarkProgress[];
  readonly #time: TurnsTime;
  /** Draws the side that goes first in each pair of a test. */
  readonly #orders: Map<PairedTest, PairOrder>;
  /** Number of pairs that each test has taken. */
  readonly #taken = new Map<PairedTest, number>();
  /** Time of the last pair of each test, in ms. */
  readonly #pairMs = new Map<PairedTest, number>();
  readonly #pairs = { measured: 0, setAside: 0 };

  constructor(tests: readonly PairedTest[], options: InTurnsOptions) {
    this.#tests = tests;
    this.#options = options;
    this.#benchmarks = tests.flatMap((test) =>
      test.benchmarks.map((name) => new BenchmarkProgress(test, name)),
    );
    this.#time = new TurnsTime(tests, options);
    this.#orders = new Map(tests.map((test) => [test, drawPairOrder(Math.random)]));
  }

  /** Takes one fork of each side of each test, which shows what fails, what is usual, and how many samples to take. */
  async takeUncountedForks(): Promise<void> {
    for (const test of this.#tests) {
      const forks = await this.#timed(test, () =>
        this.#time.spendOnUncounted(test, (signal) => measureUncounted(test, signal)),
      );
      for (const benchmark of this.#benchmarksOf(test)) {
        if ('cause' in forks) benchmark.end(forks);
        else benchmark.keepUncounted(forks);
      }
    }
  }

  /** @returns The benchmarks that need another pair. */
  judge(): BenchmarkProgress[] {
    const judgements = this.#judgements();
    const open = this.#benchmarks.filter((benchmark, index) => benchmark.isOpen(judgements[index]));
    this.#report(open, '');
    return open;
  }

  /** Takes one pair of each test that has open benchmarks, or of those that decide most where the time may not do. */
  async takePairs(open: readonly BenchmarkProgress[]): Promise<void> {
    for (const { test, members } of this.#chosen(open)) {
      this.#report(open, test.suite);
      const number = this.#taken.get(test) ?? 0;
      this.#taken.set(test, number + 1);
      const turn = {
        first: this.#orders.get(test)?.(number) ?? 'base',
        pair: number,
        only: members.map(({ name }) => name),
      };
      const pair = await this.#timed(test, () =>
        this.#time.spend(test, (signal) => measurePair(test, { ...turn, signal })),
      );
      if ('cause' in pair) {
        for (const benchmark of this.#benchmarksOf(test)) benchmark.end(pair);
        continue;
      }
      for (const benchmark of members) {
        const before = this.#benchmarks.flatMap(({ forks }) => forks);
        const kept = benchmark.keepPair(pair, before);
        if (kept !== null) this.#pairs.measured += 1;
        if (kept === 'set aside') this.#pairs.setAside += 1;
      }
      const timeIsUp = this.#time.endOf(test);
      if (timeIsUp !== null) for (const benchmark of members) benchmark.end(timeIsUp);
    }
  }

  /** The tests of open benchmarks that take another pair. */
  #chosen(open: readonly BenchmarkProgress[]) {
    const { rules, totalLeftMs } = this.#options;
    const tests = [...Map.groupBy(open, (benchmark) => benchmark.test)].map(([test, members]) => {
      const outlooks = members.map(({ logRatios }) => outlookOf(logRatios, rules));
      const outlook = outlooks.reduce(furthest);
      return { test, members, outlook, pairMs: this.#pairMs.get(test) ?? 0 };
    });
    return chooseTests(tests, totalLeftMs?.() ?? Infinity);
  }

  async #timed<Value>(test: PairedTest, work: () => Promise<Value>): Promise<Value> {
    const startedAt = performance.now();
    const value = await work();
    this.#pairMs.set(test, performance.now() - startedAt);
    return value;
  }

  endIfDisturbed(): void {
    const disturbed = machineDisturbed(this.#pairs);
    if (disturbed !== null) for (const benchmark of this.#benchmarks) benchmark.end(disturbed);
  }

  endIfAborted(): void {
    const { signal } = this.#options;
    if (signal?.aborted !== true) return;
    for (const benchmark of this.#benchmarks) benchmark.end(stopOf(signal));
  }

  results(): TurnsResult[] {
    const judgements = this.#judgements();
    return this.#benchmarks.map((benchmark, index) =>
      benchmark.resultWith(judgements[index] as WallJudgement),
    );
  }

  #judgements(): WallJudgement[] {
    return judgeWall(this.#benchmarks, this.#options.rules);
  }

  #benchmarksOf(test: PairedTest): BenchmarkProgress[] {
    return this.#benchmarks.filter((benchmark) => benchmark.test === test);
  }

  #report(open: readonly BenchmarkProgress[], label: string): void {
    this.#options.onProgress?.(open.length, this.#benchmarks.length, label);
  }
}
