import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import type { CountedWaits } from '../fork/count-protocol.ts';
import type { FailureDescription } from '../fork/failure.ts';
import {
  NO_WINDOW,
  WINDOW_CHANNEL,
  type WindowHeap,
  type WindowMessage,
  windowMessage,
  type WindowRequest,
} from '../fork/window-channel.ts';
import { allocatorInstructions } from './allocator-instructions.ts';
import { callgrindCommand, type CallgrindFiles, startCounting } from './callgrind.ts';
import { readAnswer } from './read-answer.ts';
import { start, type StartedProcess } from '../process/run.ts';
import { BenchmarkFailed, CannotCount, ProcessFailed, TimeIsUp } from './session-errors.ts';
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

/** The next benchmark of a counted process. */
export type NextBenchmark =
  | { state: 'begun'; index: number; pass: number }
  | { state: 'failed'; index: number; error: FailureDescription }
  /** All benchmarks are done. */
  | { state: 'ended' };

/** A counted window. */
export interface CountedWindow {
  /** Without those of an empty window and those inside malloc that depend on where blocks lie. */
  instructions: number;
  /** Bytes that were allocated on V8's heap; null where garbage was collected meanwhile. */
  bytes: number | null;
}

/**
 * A process under callgrind that calls benchmarks one after the other, each window by window, and sleeps between the
 * windows: first uncounted, which is several times as fast, then counted.
 */
export class CountedProcess implements AsyncDisposable {
  readonly #process: StartedProcess;
  readonly #channel: Duplex;
  readonly #messages: AsyncIterator<string>;
  readonly #options: CountedProcessOptions;
  /** Number of counted windows. */
  #windows = 0;
  #emptyWindow = { instructions: 0, bytes: 0 };

  private constructor(process: StartedProcess, options: CountedProcessOptions) {
    this.#process = process;
    this.#options = options;
    this.#channel = process.child.stdio[WINDOW_CHANNEL] as Duplex;
    // When the process is gone, its end says why.
    this.#channel.on('error', () => undefined);
    this.#messages = createInterface({ input: this.#channel })[Symbol.asyncIterator]();
    process.ended.catch(() => undefined);
  }

  /** Starts Node with these arguments. */
  static start(command: readonly string[], options: CountedProcessOptions): CountedProcess {
    const { cwd, env, signal, limitMs, valgrind, folder } = options;
    signal?.throwIfAborted();
    const started = start([...callgrindCommand(valgrind, filesIn(folder)), ...command], {
      cwd,
      env,
      signal,
      limitMs,
      graceMs: 0,
      // It ends with this process, also from an endless loop.
      group: true,
      // Number 3 is the channel of the windows.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    return new CountedProcess(started, options);
  }

  /**
   * Waits until the next benchmark of the request begins, and is ready for its first window.
   *
   * @throws {TimeIsUp} at the limit of the process.
   * @throws {ProcessFailed} when the process broke down or reported a failure.
   */
  async nextBenchmark(): Promise<NextBenchmark> {
    const message = await this.#receive();
    if (message === null) return { state: 'ended' };
    if (message.is === 'failed') return { state: 'failed', ...message };
    if (message.is !== 'begun') throw unexpected(message);
    const { index, pass } = message;
    const ready = await this.#receive();
    if (ready?.is === 'ready') return { state: 'begun', index, pass };
    if (ready?.is === 'failed') return { state: 'failed', ...ready };
    throw unexpected(ready);
  }

  /**
   * Makes it call its benchmark in a window whose count nobody needs: several times as fast before {@link beginCounting}.
   *
   * @throws {BenchmarkFailed} when the benchmark failed.
   * @throws what `nextBenchmark` throws.
   */
  async warmUp(iterations: number): Promise<void> {
    await this.#run({ iterations, isCounted: false });
  }

  /**
   * Counts from now on.
   *
   * @throws {CannotCount} when callgrind does not start to count.
   * @throws what `warmUp` throws.
   */
  async beginCounting(): Promise<void> {
    const { valgrind, signal, folder } = this.#options;
    // It has sent a message, so it has a process id.
    const { pid = 0 } = this.#process.child;
    await startCounting(valgrind, { pid, channel: filesIn(folder).channel, signal });
    // The first one finds code that has never run while it was counted.
    await this.#count(0);
    const { instructions, heap } = await this.#count(0);
    this.#emptyWindow = { instructions, bytes: heap.bytes };
  }

  /**
   * Makes it call its benchmark in a counted window. Only after {@link beginCounting}.
   *
   * @throws {CannotCount} when callgrind does not see where windows begin and end.
   * @throws what `warmUp` throws.
   */
  async window(iterations: number): Promise<CountedWindow> {
    const { instructions, heap } = await this.#count(iterations);
    const isCollected = heap.collections > 0;
    return {
      instructions: Math.max(0, instructions - this.#emptyWindow.instructions),
      bytes: isCollected ? null : Math.max(0, heap.bytes - this.#emptyWindow.bytes),
    };
  }

  /**
   * Ends the windows of the benchmark. Its test goes on.
   *
   * @returns Signs that it waited during its windows.
   * @throws what `warmUp` throws.
   */
  async endBenchmark(): Promise<CountedWaits> {
    this.#channel.write(NO_WINDOW);
    const message = await this.#receive();
    if (message?.is === 'ended') return message.waits;
    if (message?.is === 'failed') throw new BenchmarkFailed(message);
    throw unexpected(message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.child.kill('SIGKILL');
    await this.#process.ended.catch(() => undefined);
    this.#channel.destroy();
  }

  async #count(iterations: number): Promise<{ instructions: number; heap: WindowHeap }> {
    const heap = await this.#run({ iterations, isCounted: true });
    const { countFile } = filesIn(this.#options.folder);
    const file = `${countFile}.${(this.#windows += 1)}`;
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) throw new CannotCount(STRIPPED);
    // A process that counts many benchmarks would leave gigabytes.
    await rm(file);
    return { instructions: readInstructions(text) - allocatorInstructions(text), heap };
  }

  async #run(window: WindowRequest): Promise<WindowHeap> {
    this.#channel.write(windowMessage(window));
    const message = await this.#receive();
    if (message?.is === 'ready') return message;
    if (message?.is === 'failed') throw new BenchmarkFailed(message);
    throw unexpected(message);
  }

  /**
   * Waits for its next message.
   *
   * @returns null when it has ended and did not fail.
   */
  async #receive(): Promise<WindowMessage | null> {
    const next = await this.#messages.next().catch(() => null);
    if (next?.done === false) return JSON.parse(next.value) as WindowMessage;
    const { folder, limitMs, signal } = this.#options;
    const end = await this.#process.ended;
    signal?.throwIfAborted();
    if (end.state === 'late') throw new TimeIsUp(limitMs);
    await readAnswer(folder, end);
    return null;
  }
}

function unexpected(message: WindowMessage | null): ProcessFailed {
  const what = message === null ? 'its process ended' : `its process sent "${message.is}"`;
  return new ProcessFailed({ code: 'EXITED', message: `${what} before it called the benchmark` });
}
