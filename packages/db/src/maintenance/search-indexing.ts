/** Largest number of prompts outside of the index that a search may look through one by one. */
const SEARCH_TAIL = 1_000;
const PAUSE_MS = 20;

export interface SearchIndexingOptions {
  /** Adds some prompts to the index, on the writer thread. Resolves to the number of those left. */
  readonly indexSome: () => Promise<unknown>;
  /** Counts the prompts that are not in the search index yet. */
  readonly unindexed: () => number;
  /** Whether writes wait; they go first. */
  readonly isBusy: () => boolean;
}

/** Fills the search index, some prompts at a time, after a search had to look through many that are not in it. */
export class SearchIndexing {
  readonly #options: SearchIndexingOptions;
  #underWay: Promise<void> | null = null;
  #stopped = false;

  constructor(options: SearchIndexingOptions) {
    this.#options = options;
  }

  /** Call this with each search. */
  searched(): void {
    if (this.#underWay !== null || this.#stopped) return;
    if (this.#options.unindexed() <= SEARCH_TAIL) return;
    // After a failure the next search tries again.
    this.#underWay = this.#indexAll()
      .catch(() => undefined)
      .finally(() => (this.#underWay = null));
  }

  /** Resolves when every prompt is in the index. */
  async finish(): Promise<void> {
    await this.#underWay;
    await this.#indexAll();
  }

  /** Resolves when no indexing is running; no other starts. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#underWay;
  }

  async #indexAll(): Promise<void> {
    for (;;) {
      const left = await this.#options.indexSome();
      if (left === 0 || this.#stopped) return;
      while (this.#options.isBusy() && !this.#stopped) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
      }
    }
  }
}
