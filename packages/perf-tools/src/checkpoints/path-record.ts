import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';

/** What was measured under one path of checkpoints, such as `import › parse`. */
export class PathRecord {
  /** Names from the outermost checkpoint on; none at the root. */
  readonly names: readonly string[];
  /** One number for each checkpoint that has ended, in the order in which they ended. */
  readonly startsMs: number[] = [];
  readonly durationsMs: number[] = [];
  /** Sum of the durations without the time in which a child was open. */
  selfMs = 0;
  /** Checkpoints that have not ended. */
  open = 0;
  /** How many of those that ended are in the performance timeline. */
  published = 0;
  readonly #children = new Map<string, PathRecord>();

  constructor(names: readonly string[] = []) {
    this.names = names;
  }

  get path(): string {
    return this.names.join(SUITE_SEPARATOR);
  }

  /** @throws {PerfKitError} `BAD_ARGUMENT` for a name that would make a path unclear. */
  child(name: string): PathRecord {
    return this.#children.get(name) ?? this.#addChild(name);
  }

  openChild(): PathRecord | undefined {
    return [...this.#children.values()].find(({ open }) => open > 0);
  }

  /** All that is below it, a child after its parent, in the order of first use. */
  *below(): Generator<PathRecord, void> {
    for (const child of this.#children.values()) {
      yield child;
      yield* child.below();
    }
  }

  #addChild(name: string): PathRecord {
    if (name === '' || name.includes(SUITE_SEPARATOR)) {
      throw new PerfKitError(
        'BAD_ARGUMENT',
        `The name of a checkpoint must not be empty or hold "${SUITE_SEPARATOR}", got "${name}".`,
      );
    }
    const child = new PathRecord([...this.names, name]);
    this.#children.set(name, child);
    return child;
  }
}
