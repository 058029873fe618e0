import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REQUEST_FILE } from '../fork/exchange-files.ts';
import type { ForkMessage, ForkRequest } from '../fork/protocol.ts';
import { WORKER_FILE } from '../fork/worker-file.ts';
import { CountedProcess } from './counted-process.ts';
import { countingEnvironment } from './counting-environment.ts';
import type { ProcessEnd } from '../process/watch-child.ts';
import { readAnswer, readMessages } from './read-answer.ts';
import { run } from '../process/run.ts';
import { makeSessionFolder } from './session-folder.ts';
import { TimeIsUp } from './session-errors.ts';

export interface CountingSessionOptions {
  /** Working directory of the processes: the root of the measured project. */
  cwd: string;
  /** Flags of Node. */
  flags: readonly string[];
  /** Limit of the time that the machine gives each process, in ms. */
  limitMs: number;
  signal?: AbortSignal | undefined;
}

/**
 * Starts equal processes that count one benchmark: the same command line except for a number of two digits, the same small
 * environment, and a compile cache as the first one has left it.
 */
export class CountingSession implements AsyncDisposable {
  readonly #options: CountingSessionOptions;
  readonly #folder: string;
  #started = 0;

  private constructor(options: CountingSessionOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
  }

  static async open(options: CountingSessionOptions): Promise<CountingSession> {
    const folder = await makeSessionFolder();
    await mkdir(join(folder, 'cache'));
    return new CountingSession(options, folder);
  }

  /** Number of processes started so far. */
  get processes(): number {
    return this.#started;
  }

  /**
   * Asks a process. Code that the first process compiles is in the compile cache of all others.
   *
   * @param options `limitMs` is that of the session by default.
   * @throws {TimeIsUp} at the limit of the process.
   * @throws {ProcessFailed} when the process broke down or reported a failure.
   */
  async run(
    request: ForkRequest,
    { limitMs = this.#options.limitMs } = {},
  ): Promise<ForkMessage[]> {
    const { folder, end } = await this.#ask(request, limitMs);
    if (end.state === 'late') throw new TimeIsUp(limitMs);
    return readAnswer(folder, end);
  }

  /**
   * Asks a process, and takes what it answered until it ended, at its limit or because it broke down.
   *
   * @throws the reason of `signal` when it is aborted.
   */
  async runPartly(request: ForkRequest, { limitMs }: { limitMs: number }): Promise<ForkMessage[]> {
    const { folder } = await this.#ask(request, limitMs);
    return readMessages(folder);
  }

  /**
   * Starts a process whose windows are counted, under the Valgrind of this path.
   *
   * @throws the reason of `signal` when it is aborted.
   */
  async startCounted(request: ForkRequest, valgrind: string): Promise<CountedProcess> {
    const { cwd, flags, limitMs, signal } = this.#options;
    const { folder, cache } = await this.#prepare(request);
    return CountedProcess.start([process.execPath, ...flags, WORKER_FILE, folder], {
      cwd,
      folder,
      valgrind,
      signal,
      limitMs,
      env: countingEnvironment(cache),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #ask(request: ForkRequest, limitMs: number): Promise<{ folder: string; end: ProcessEnd }> {
    const { cwd, flags, signal } = this.#options;
    const { folder, cache } = await this.#prepare(request);
    const end = await run([process.execPath, ...flags, WORKER_FILE, folder], {
      cwd,
      env: countingEnvironment(cache),
      limitMs,
      graceMs: 0,
      // It ends with this process, also from an endless loop.
      group: true,
      signal,
    });
    signal?.throwIfAborted();
    return { folder, end };
  }

  async #prepare(request: ForkRequest): Promise<{ folder: string; cache: string }> {
    const isFirst = this.#started === 0;
    const folder = join(this.#folder, String((this.#started += 1)).padStart(2, '0'));
    const [first, own] = [join(this.#folder, 'cache'), join(folder, 'cache')];
    await mkdir(folder);
    await writeFile(join(folder, REQUEST_FILE), JSON.stringify(request));
    if (isFirst) return { folder, cache: first };
    // Code that a process adds to its cache must not reach the others.
    await cp(first, own, { recursive: true });
    return { folder, cache: own };
  }
}
