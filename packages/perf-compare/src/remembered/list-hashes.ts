import { createHash } from 'node:crypto';
import { isAbsolute, relative } from 'node:path';
import type { TestPath } from '@night-pilot/perf-host/fork';
import { loadedModules } from '../versions/loaded-modules.ts';
import type { Arm } from '../versions/paired-benchmarks.ts';
import { changesOfCheckout } from './checkout-changes.ts';
import { once } from './once.ts';

/** The benchmarks of a bench file that are counted in one process, in this order. */
export interface CountedList {
  arm: Arm;
  benchmarks: readonly { test: TestPath; benchmark: string }[];
}

export interface ListHashesOptions {
  /** Checkouts of commits. Lists in others have no hash: nobody would ask for their counts again. */
  committed: readonly { root: string; sha: string }[];
  signal?: AbortSignal | undefined;
}

/**
 * Hashes all that says what a list counts: the commit, the files of its checkout that differ from it, the bench file, all
 * modules that it loads, and the benchmarks. The same list has the same hash wherever it is checked out.
 */
export class ListHashes {
  readonly #options: ListHashesOptions;
  readonly #hashes = new Map<string, Promise<string | null>>();
  readonly #changes = new Map<string, Promise<string | null>>();

  constructor(options: ListHashesOptions) {
    this.#options = options;
  }

  /**
   * Returns the hash of a list, of 32 hexadecimal digits. null: its counts cannot be remembered.
   *
   * @throws the reason of the signal when it is aborted.
   */
  of(list: CountedList): Promise<string | null> {
    return once(this.#hashes, keyOf(list), () => this.#hash(list));
  }

  async #hash({ arm, benchmarks }: CountedList): Promise<string | null> {
    const { committed, signal } = this.#options;
    const version = committed.find(({ root }) => isWithin(root, arm.cwd));
    if (version === undefined) return null;
    const { root, sha } = version;
    const changes = await once(this.#changes, root, () => changesOfCheckout(root, signal));
    const loaded = await loadedModules(arm, [...benchmarks], signal);
    if (changes === null || loaded === null) return null;
    const places = [relative(root, arm.cwd), relative(root, arm.file)];
    return createHash('sha256')
      .update(JSON.stringify([sha, changes, places, loaded.modules, benchmarks]))
      .digest('hex')
      .slice(0, 32);
  }
}

/** Returns a key of a list within one comparison. */
export function keyOf({ arm, benchmarks }: CountedList): string {
  return JSON.stringify([arm.cwd, arm.file, benchmarks]);
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}
