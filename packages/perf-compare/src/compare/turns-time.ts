import { unlessAborted } from '@night-pilot/perf-host/process';
import type { Stop } from '../judge/stop.ts';
import type { PairedTest } from '../versions/turn.ts';
import { endOfBudget, startBudget, stopOf } from './budget.ts';

export interface TurnsTimeOptions {
  /** Time of each benchmark, both versions together, in ms. */
  budgetMs: number;
  /** The budget is time on the clock. @default false: time in which forks wait for a CPU is not counted */
  isOnTheClock?: boolean | undefined;
  /** The part of its budget that a benchmark has used before, in ms. @default none */
  spentMs?: ((benchmark: { suite: string; name: string }) => number) | undefined;
  /** Ends all work when it is aborted. */
  signal?: AbortSignal | undefined;
}

/** The time that each test has left. Benchmarks of a test share one: a fork measures all of them. */
export class TurnsTime {
  readonly #options: TurnsTimeOptions;
  readonly #leftMs: Map<PairedTest, number>;

  constructor(tests: readonly PairedTest[], options: TurnsTimeOptions) {
    const { budgetMs, spentMs = () => 0 } = options;
    const leftMs = ({ suite, benchmarks }: PairedTest) =>
      benchmarks.reduce((sum, name) => sum + Math.max(0, budgetMs - spentMs({ suite, name })), 0);
    this.#options = options;
    this.#leftMs = new Map(tests.map((test) => [test, leftMs(test)]));
  }

  /** Measures the uncounted forks of a test. They use its time only when that is time on the clock. */
  async spendOnUncounted<Value extends { waitedForCpuMs: number }>(
    test: PairedTest,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value | Stop> {
    const leftMs = this.#leftOf(test);
    const value = await this.spend(test, work);
    const { isOnTheClock = false, signal } = this.#options;
    if (!isOnTheClock && signal?.aborted !== true) this.#leftMs.set(test, leftMs);
    return value;
  }

  /**
   * Measures a test within its time.
   *
   * @returns What was measured, or what stopped it before its end.
   */
  async spend<Value extends { waitedForCpuMs: number }>(
    test: PairedTest,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value | Stop> {
    const { budgetMs, isOnTheClock = false, signal } = this.#options;
    const startedAt = performance.now();
    const leftMs = this.#leftOf(test);
    using budget = startBudget({
      ms: isOnTheClock ? leftMs : undefined,
      stop: endOfBudget('budget', budgetMs),
      parent: signal,
    });
    const value = await unlessAborted(budget.signal, () => work(budget.signal));
    const waitedMs = isOnTheClock ? 0 : (value?.waitedForCpuMs ?? 0);
    this.#leftMs.set(test, leftMs - (performance.now() - startedAt - waitedMs));
    return value ?? stopOf(budget.signal);
  }

  /** The end of a test's time. null: it has some left. */
  endOf(test: PairedTest): Stop | null {
    return this.#leftOf(test) > 0 ? null : endOfBudget('budget', this.#options.budgetMs);
  }

  #leftOf(test: PairedTest): number {
    return Math.max(0, this.#leftMs.get(test) ?? 0);
  }
}
