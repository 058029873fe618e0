import type { BenchOptions, FnOptions } from 'tinybench';
import type { Benchmark } from './batch-timer.ts';
import { hookTask, type PhaseMode } from './hook-task.ts';

type PhaseHooks = Pick<BenchOptions, 'setup' | 'teardown'>;

/** A benchmark as a test declares it. */
export interface BenchmarkDefinition {
  name: string;
  run: () => unknown;
  /** Hooks of `bench(name, hooks, fn)`. */
  hooks: FnOptions;
  /** Options of `run(options)` or `compare(…, options)`. @default none */
  options?: BenchOptions;
}

/**
 * A benchmark whose function can only be reached within a phase, so that no instrument can call it without its hooks.
 */
export class PhasedBenchmark {
  readonly name: string;
  /** The file's options of its sampling. {@link run} calls `setup` and `teardown`. */
  readonly options: Omit<BenchOptions, keyof PhaseHooks>;
  readonly #run: () => unknown;
  readonly #hooks: FnOptions & PhaseHooks;

  constructor({ name, run, hooks, options = {} }: BenchmarkDefinition) {
    const { setup, teardown, ...sampling } = options;
    this.name = name;
    this.options = sampling;
    this.#run = run;
    this.#hooks = { ...hooks, ...(setup && { setup }), ...(teardown && { teardown }) };
  }

  /** Returns true when it has hooks before or after a whole phase. */
  get hasPhaseHooks(): boolean {
    const { setup, teardown, beforeAll, afterAll } = this.#hooks;
    return [setup, teardown, beforeAll, afterAll].some((hook) => typeof hook === 'function');
  }

  /**
   * Runs the phases that tinybench runs: the warm-up, unless the file wants none, and the run.
   *
   * @param prepare Makes the first calls: in the warm-up, or at the beginning of the run when there is none.
   */
  async run<Ready, Result>(
    prepare: (benchmark: Benchmark) => Promise<Ready>,
    use: (benchmark: Benchmark, ready: Ready) => Promise<Result>,
  ): Promise<Result> {
    if (this.options.warmup === false) {
      return this.#phase('run', async (it) => use(it, await prepare(it)));
    }
    const ready = await this.#phase('warmup', prepare);
    return this.#phase('run', (it) => use(it, ready));
  }

  /**
   * Runs one phase as tinybench does: `setup(task, mode)`, `beforeAll(mode)`, the calls, `afterAll(mode)`,
   * `teardown(task, mode)`. After a failure only `teardown` is called. Hooks find the task in `this`.
   *
   * @param use Calls the function with its hooks around each call.
   * @throws the first error.
   */
  async #phase<Result>(
    mode: PhaseMode,
    use: (benchmark: Benchmark) => Promise<Result>,
  ): Promise<Result> {
    const { setup, teardown, beforeAll, afterAll, beforeEach, afterEach } = this.#hooks;
    const task = hookTask(this.name, mode);
    const hooks = {
      beforeEach: beforeEach ? () => beforeEach.call(task, mode) : undefined,
      afterEach: afterEach ? () => afterEach.call(task, mode) : undefined,
    };
    await setup?.(task, mode);
    let result: Result;
    try {
      await beforeAll?.call(task, mode);
      result = await use({ name: this.name, run: this.#run, hooks });
      await afterAll?.call(task, mode);
    } catch (error) {
      try {
        await teardown?.(task, mode);
      } catch {
        // The first error says more than those that follow from it.
      }
      throw error;
    }
    await teardown?.(task, mode);
    return result;
  }
}
