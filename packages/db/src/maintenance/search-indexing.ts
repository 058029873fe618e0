import type { Care } from '../writers/protocol.ts';

/** Prompts that a search may look through one by one before they are taken into the index. */
const SEARCH_TAIL = 1_000;
const PAUSE_MS = 20;

export interface SearchIndexingOptions {
  /** Has the writer thread do it. */
  readonly care: (what: Care) => Promise<unknown>;
  /** Prompts that are not in the search index yet. */
  readonly unindexed: () => number;
  /** Whether writes wait: they go first. */
  readonly isBusy: () => boolean;
}

/** Fills the search index, some prompts at a time, when a search had to look through many that are not in it. */
export class SearchIndexing {
  readonly #options: SearchIndexingOptions;
  #underWay: Promise<void> | null = null;
  #stopped = false;

  constructor(options: SearchIndexingOptions) {
    this.#options = options;
  }

  /** With each search. */
  searched(): void {
    if (this.#underWay !== null || this.#stopped) return;
    if (this.#options.unindexed() <= SEARCH_TAIL) return;
    // Where it fails, the next search tries again.
    this.#underWay = this.#indexAll()
      .catch(() => undefined)
      .finally(() => (this.#underWay = null));
  }

  /** Resolves when every prompt is in the index. */
  async finish(): Promise<void> {
    await this.#underWay;
    await this.#indexAll();
  }

  /** Resolves when nothing is under way; nothing else begins. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#underWay;
  }

  async #indexAll(): Promise<void> {
    for (;;) {
      const left = await this.#options.care('index-search');
      if (left === 0 || this.#stopped) return;
      while (this.#options.isBusy() && !this.#stopped) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
      }
    }
  }
}
