import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { SUITE_SEPARATOR } from '@night-pilot/perf-report/series';

/** Measurements of one path of checkpoints, such as `import › parse`. */
export class PathRecord {
  /** Names from the outermost checkpoint on; empty at the root. */
  readonly names: readonly string[];
  /** One number per ended checkpoint, in the order in which they ended. */
  readonly startsMs: number[] = [];
  readonly durationsMs: number[] = [];
  /** Sum of the durations without the time during which a child was open. */
  selfMs = 0;
  /** Number of checkpoints that have not ended. */
  open = 0;
  /** Number of ended checkpoints that are in the performance timeline. */
  published = 0;
  readonly #children = new Map<string, PathRecord>();

  constructor(names: readonly string[] = []) {
    this.names = names;
  }

  get path(): string {
    return this.names.join(SUITE_SEPARATOR);
  }

  /** @throws {PerfKitError} `BAD_ARGUMENT` for an empty name, or one with a separator. */
  child(name: string): PathRecord {
    return this.#children.get(name) ?? this.#addChild(name);
  }

  openChild(): PathRecord | undefined {
    return [...this.#children.values()].find(({ open }) => open > 0);
  }

  /** Yields all descendants, a child after its parent, in the order of first use. */
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
        `The name of a checkpoint must not be empty or contain "${SUITE_SEPARATOR}", got "${name}".`,
      );
    }
    const child = new PathRecord([...this.names, name]);
    this.#children.set(name, child);
    return child;
  }
}
