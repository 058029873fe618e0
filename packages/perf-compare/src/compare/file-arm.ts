import {
  type GroupArm,
  inspectGroup,
  type InspectedInGroup,
  openSession,
  type PreparedGroup,
  prepareGroup,
} from '@night-pilot/perf-host/count';
import type { CountedList } from '../remembered/list-hashes.ts';

export interface FileArmOptions {
  /** Owner of the session. */
  stack: AsyncDisposableStack;
  /** Limit of the time that the machine gives a counted process, in ms. */
  limitMs: number;
  signal: AbortSignal;
}

/** One version of a bench file, whose benchmarks are counted together. Its session opens when it is first needed. */
export class FileArm implements CountedList {
  readonly arm: CountedList['arm'];
  readonly benchmarks: CountedList['benchmarks'];
  readonly #options: FileArmOptions;
  #session: Promise<GroupArm> | null = null;
  #prepared: Promise<PreparedGroup> | null = null;

  constructor({ arm, benchmarks }: CountedList, options: FileArmOptions) {
    this.arm = arm;
    this.benchmarks = benchmarks;
    this.#options = options;
  }

  /** Calls each benchmark once, without counting. */
  prepare(): Promise<PreparedGroup> {
    return (this.#prepared ??= this.#prepare());
  }

  /** Finds out which of these benchmarks can be counted, and how long an iteration is. */
  async inspect(indices: readonly number[]): Promise<Map<number, InspectedInGroup>> {
    const prepared = await this.prepare();
    if (prepared.state === 'broken') return new Map();
    const sound = indices.filter((index) => prepared.sound.includes(index));
    const { session, file } = await this.group();
    return inspectGroup(session, { file, benchmarks: this.benchmarks }, sound);
  }

  /** Returns the version as it is counted. */
  group(): Promise<GroupArm> {
    return (this.#session ??= this.#open());
  }

  async #prepare(): Promise<PreparedGroup> {
    const { session, file } = await this.group();
    return prepareGroup(session, { file, benchmarks: this.benchmarks });
  }

  async #open(): Promise<GroupArm> {
    const { stack, limitMs, signal } = this.#options;
    const { cwd, file } = this.arm;
    const session = await openSession({ cwd }, { instrument: 'instructions', limitMs, signal });
    return { session: stack.use(session), file };
  }
}
