import type { DatabaseError } from '../errors.ts';
import { type FileIdentity, fileLost, identityOf } from './file-identity.ts';

/** Longest time between a look at the files and an acknowledgement, in ms. A look takes some microseconds. */
const LOOK_MS = 1_000;

/**
 * Notices that a file of an open database was deleted or replaced. SQLite itself would go on writing to the file that nobody can
 * find any more. There is no timer: whoever wants to read, write or acknowledge asks.
 */
export class FileWatch {
  readonly #identities: Map<string, FileIdentity>;
  readonly #onLost: (error: DatabaseError) => void;
  #lookAgainAt = 0;
  #lost: { path: string; found: FileIdentity } | null = null;

  /**
   * @param paths of the database and of its side files that exist as long as a store is open
   * @param onLost called once
   */
  constructor(paths: readonly string[], onLost: (error: DatabaseError) => void) {
    this.#identities = new Map(paths.map((path) => [path, identityOf(path)]));
    this.#onLost = onLost;
  }

  /**
   * Returns the error to throw if a file is known to be lost, else null. Looks at the files if the last look was a second ago.
   *
   * @param now `performance.now()`
   */
  lostAt(now: number): DatabaseError | null {
    if (this.#lost === null && now >= this.#lookAgainAt) this.look(now);
    return this.#lost === null ? null : fileLost(this.#lost.path, this.#lost.found);
  }

  /** Looks at the files. Returns whether all of them are still there. */
  look(now = performance.now()): boolean {
    this.#lookAgainAt = now + LOOK_MS;
    if (this.#lost !== null) return false;
    for (const [path, identity] of this.#identities) {
      const found = identityOf(path);
      if (found === identity) continue;
      if (identity === null) {
        // SQLite creates a side file when it needs it first.
        this.#identities.set(path, found);
        continue;
      }
      this.#lost = { path, found };
      this.#onLost(fileLost(path, found));
      return false;
    }
    return true;
  }
}
