import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ANSWER_FILE, REQUEST_FILE } from '../fork/file-exchange.ts';
import type { FailureDescription, ForkMessage, ForkRequest } from '../fork/protocol.ts';
import { countingEnvironment } from './counting-environment.ts';
import { runProcess } from './run-process.ts';
import { cachegrindCommand, readInstructions } from './valgrind.ts';

const START = fileURLToPath(new URL('../fork/start.mjs', import.meta.url));
const MOST_RETRIES = 2;

export interface CountingSessionOptions {
  /** Working directory of the processes: the root of the measured project. */
  cwd: string;
  /** Flags of Node. */
  flags: readonly string[];
  /** Path of Valgrind where instructions are counted, else null. */
  valgrind: string | null;
  /** When the time of the whole session is up, on the clock of performance.now(). */
  deadlineMs: number;
  signal?: AbortSignal | undefined;
}

/** What a process told, and its instructions where they were counted. */
export interface ProcessAnswer {
  messages: ForkMessage[];
  instructions: number | null;
}

type How = 'first' | 'plain' | 'counted';

/** The time of a session was up before a process ended. */
export class TimeIsUp extends Error {
  override readonly name = 'TimeIsUp';
}

/** A process, or the benchmark in it, failed. */
export class ProcessFailed extends Error {
  override readonly name = 'ProcessFailed';
  readonly failure: FailureDescription;

  constructor(failure: FailureDescription) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Equal processes for counting one benchmark: the same command line but for a number of two
 * digits, the same small environment, and a compile cache of their own that the first one fills.
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
    const folder = await mkdtemp(join(tmpdir(), 'perf-kit-count-'));
    await mkdir(join(folder, 'cache'));
    return new CountingSession(options, folder);
  }

  /** How many processes were started so far. */
  get processes(): number {
    return this.#started;
  }

  /**
   * Has a process serve one request.
   *
   * @param how `counted`: under Valgrind, where the session has one. `first`: it may fill the compile
   *   cache; every later process that does is started again.
   * @throws {TimeIsUp} when the time of the session is up.
   * @throws {ProcessFailed} when the process broke down or told of a failure.
   */
  async run(request: ForkRequest, how: How): Promise<ProcessAnswer> {
    for (let retries = 0; ; retries += 1) {
      const cached = await this.#cachedFiles();
      const answer = await this.#runOnce(request, how);
      // A process that compiled for the cache did work that the others are spared, in other threads too.
      const isEqual = how === 'first' || (await this.#cachedFiles()) === cached;
      if (isEqual || retries === MOST_RETRIES) return answer;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #runOnce(request: ForkRequest, how: How): Promise<ProcessAnswer> {
    const { cwd, flags, valgrind, deadlineMs, signal } = this.#options;
    const folder = join(this.#folder, String((this.#started += 1)).padStart(2, '0'));
    await mkdir(folder);
    await writeFile(join(folder, REQUEST_FILE), JSON.stringify(request));
    const node = [process.execPath, ...flags, START, folder];
    const countFile = join(folder, 'count');
    const isCounted = how === 'counted' && valgrind !== null;
    const command = isCounted
      ? [...cachegrindCommand(valgrind, { countFile, logFile: join(folder, 'log') }), ...node]
      : node;
    const end = await runProcess(command, {
      cwd,
      env: countingEnvironment(join(this.#folder, 'cache')),
      limitMs: Math.max(0, deadlineMs - performance.now()),
      signal,
    });
    if (end.state === 'late') throw new TimeIsUp();
    const answer = await readFile(join(folder, ANSWER_FILE), 'utf8').catch(() => null);
    if (answer === null) throw new ProcessFailed({ code: 'EXITED', message: end.description });
    const messages = JSON.parse(answer) as ForkMessage[];
    const failed = messages.find((message) => message.event === 'failed');
    if (failed !== undefined) throw new ProcessFailed(failed.error);
    const instructions = isCounted ? readInstructions(await readFile(countFile, 'utf8')) : null;
    await rm(folder, { recursive: true });
    return { messages, instructions };
  }

  async #cachedFiles(): Promise<number> {
    const entries = await readdir(join(this.#folder, 'cache'), { recursive: true });
    return entries.length;
  }
}
