import type { BenchOptions, FnOptions } from 'tinybench';
import type { Benchmark } from './batch-timer.ts';
import { hookTask, type PhaseMode } from './hook-task.ts';

type PhaseHooks = Pick<BenchOptions, 'setup' | 'teardown'>;

/** A benchmark as a test declares it. */
export interface BenchmarkDefinition {
  name: string;
  run: () => unknown;
  /** What `bench(name, hooks, fn)` was given. */
  hooks: FnOptions;
  /** What `run(options)` or `compare(…, options)` was given. @default none */
  options?: BenchOptions;
}

/**
 * A benchmark whose function can be reached from within a phase only. An instrument therefore cannot
 * call it without what has to happen around it.
 */
export class PhasedBenchmark {
  readonly name: string;
  /** What the file asks of its sampling; `setup` and `teardown` are called by {@link run}. */
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

  /** Something has to happen before or after a phase as a whole. */
  get hasPhaseHooks(): boolean {
    const { setup, teardown, beforeAll, afterAll } = this.#hooks;
    return [setup, teardown, beforeAll, afterAll].some((hook) => typeof hook === 'function');
  }

  /**
   * Runs the phases that tinybench runs: the warm-up, unless the file wants none, and the run.
   *
   * @param prepare Makes the first calls, in the warm-up or else at the beginning of the run.
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
   * @param use Calls the function, with the hooks that it is given around each call.
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
        // What went wrong first tells more than what follows from it.
      }
      throw error;
    }
    await teardown?.(task, mode);
    return result;
  }
}
