import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { ForkMessage } from '../fork/protocol.ts';
import { NO_WINDOW, WINDOW_CHANNEL, windowMessage } from '../fork/window-channel.ts';
import { allocatorInstructions } from './allocator-instructions.ts';
import { callgrindCommand, type CallgrindFiles, startCounting } from './callgrind.ts';
import { readAnswer } from './read-answer.ts';
import { start, type StartedProcess } from '../process/run.ts';
import { CannotCount, ProcessFailed, TimeIsUp } from './session-errors.ts';
import { readInstructions } from './valgrind.ts';

export interface CountedProcessOptions {
  cwd: string;
  /** The whole environment. */
  env: NodeJS.ProcessEnv;
  /** Folder of its request and its answer. */
  folder: string;
  /** Path of Valgrind. */
  valgrind: string;
  /** Limit of the time that the machine gives it, in ms. */
  limitMs: number;
  signal: AbortSignal | undefined;
}

const STRIPPED =
  `instructions need a Node with its symbols, and callgrind finds none in ${process.execPath}: ` +
  'use a build of nodejs.org';

const filesIn = (folder: string): CallgrindFiles => ({
  countFile: join(folder, 'count'),
  logFile: join(folder, 'log'),
  channel: join(folder, 'vgdb'),
});

/**
 * A process under callgrind that calls a benchmark window by window and sleeps between them: first uncounted, which is
 * several times as fast, then counted.
 */
export class CountedProcess implements AsyncDisposable {
  readonly #process: StartedProcess;
  readonly #channel: Duplex;
  readonly #options: CountedProcessOptions;
  /** Number of counted windows. */
  #windows = 0;
  /** Instructions of an empty window. */
  #emptyWindow = 0;

  private constructor(process: StartedProcess, options: CountedProcessOptions) {
    this.#process = process;
    this.#options = options;
    this.#channel = process.child.stdio[WINDOW_CHANNEL] as Duplex;
    // When the process is gone, its end says why.
    this.#channel.on('error', () => undefined);
    process.ended.catch(() => undefined);
  }

  /**
   * Starts Node with these arguments and waits until it is ready for the first window.
   *
   * @throws {TimeIsUp} at its limit.
   * @throws {ProcessFailed} when it broke down or reported a failure.
   */
  static async start(
    command: readonly string[],
    options: CountedProcessOptions,
  ): Promise<CountedProcess> {
    const { cwd, env, signal, limitMs, valgrind, folder } = options;
    signal?.throwIfAborted();
    const started = start([...callgrindCommand(valgrind, filesIn(folder)), ...command], {
      cwd,
      env,
      signal,
      limitMs,
      graceMs: 0,
      // Number 3 is the channel of the windows.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const counted = new CountedProcess(started, options);
    try {
      await counted.#ready();
      return counted;
    } catch (error) {
      await counted[Symbol.asyncDispose]();
      throw error;
    }
  }

  /**
   * Makes it call its benchmark in a window without counting. Only before {@link beginCounting}.
   *
   * @throws what `start` throws.
   */
  async warmUp(iterations: number): Promise<void> {
    this.#channel.write(windowMessage(iterations));
    await this.#ready();
  }

  /**
   * Counts all windows from now on.
   *
   * @throws {CannotCount} when callgrind does not start to count.
   * @throws what `start` throws.
   */
  async beginCounting(): Promise<void> {
    const { valgrind, signal, folder } = this.#options;
    // It is ready, so it has a process id.
    const { pid = 0 } = this.#process.child;
    await startCounting(valgrind, { pid, channel: filesIn(folder).channel, signal });
    // The first one finds code that has never run while it was counted.
    await this.#count(0);
    this.#emptyWindow = await this.#count(0);
  }

  /**
   * Makes it call its benchmark in a counted window. Only after {@link beginCounting}.
   *
   * @returns The instructions of the calls, without those of an empty window and those inside malloc that depend on where
   *   blocks lie.
   * @throws {CannotCount} when callgrind does not see where windows begin and end.
   * @throws what `start` throws.
   */
  async window(iterations: number): Promise<number> {
    return Math.max(0, (await this.#count(iterations)) - this.#emptyWindow);
  }

  async #count(iterations: number): Promise<number> {
    this.#channel.write(windowMessage(iterations));
    await this.#ready();
    const { countFile } = filesIn(this.#options.folder);
    const file = `${countFile}.${(this.#windows += 1)}`;
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) throw new CannotCount(STRIPPED);
    return readInstructions(text) - allocatorInstructions(text);
  }

  /** Ends its last window and waits for its answer. */
  async finish(): Promise<ForkMessage[]> {
    this.#channel.write(windowMessage(NO_WINDOW));
    return this.#answer();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.child.kill('SIGKILL');
    await this.#process.ended.catch(() => undefined);
    this.#channel.destroy();
  }

  /** Waits until it sleeps again. It ends before that only when something went wrong. */
  async #ready(): Promise<void> {
    const gone = new AbortController();
    const { signal } = gone;
    const ended = this.#process.ended.then(() => 'ended' as const);
    const asked = once(this.#channel, 'data', { signal }).then(
      () => 'asked' as const,
      () => ended,
    );
    const what = await Promise.race([asked, ended]).finally(() => gone.abort());
    if (what === 'asked') return;
    await this.#answer();
    throw new ProcessFailed({
      code: 'EXITED',
      message: 'its process ended before it called the benchmark',
    });
  }

  async #answer(): Promise<ForkMessage[]> {
    const { folder, limitMs, signal } = this.#options;
    const end = await this.#process.ended;
    signal?.throwIfAborted();
    if (end.state === 'late') throw new TimeIsUp(limitMs);
    return readAnswer(folder, end);
  }
}
