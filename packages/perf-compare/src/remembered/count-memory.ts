import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '@night-pilot/perf-report';
import { type Count, perIterationOf } from '@night-pilot/perf-host/count';
import type { Problem } from '../versions/problem.ts';
import { countingConditions, differingConditions } from './counting-conditions.ts';
import { type CountedList, keyOf, ListHashes, type ListHashesOptions } from './list-hashes.ts';
import { once } from './once.ts';
import { hashOfCounts, type RememberedCounts, rememberedFileSchema } from './remembered-counts.ts';

/** Share of the remembered files whose benchmarks are counted again, to see whether they still count the same. */
const SAMPLE_SHARE = 0.02;
/** Equal code differs by less than this share, whenever it is counted in the same windows. */
const EQUAL_SHARE = 0.001;
/** Files that were not used for this time are removed, in ms: 30 days. */
const KEPT_MS = 30 * 24 * 3_600_000;

export interface CountMemoryOptions extends ListHashesOptions {
  /** Folder of the files. It is made when something is to be remembered. */
  folder: string;
  /** Name of the folder in messages. */
  label: string;
  /** Share of the remembered files to count again. @default 0.02 */
  sampleShare?: number | undefined;
}

/** Counts of a list from an earlier comparison. */
export interface Recalled {
  counts: RememberedCounts;
  /** Count the version again, and compare. */
  isSampled: boolean;
}

/**
 * Remembers the counts of commits from one comparison to the next, each list of benchmarks in a file of its own. The file has the
 * hash of the list as its name. It names the conditions under which it was counted: under others it is ignored.
 */
export class CountMemory {
  readonly #options: CountMemoryOptions;
  readonly #recalledLists = new Map<string, Promise<Recalled | null>>();
  readonly #hashes: ListHashes;
  readonly #problems: Problem[] = [];
  readonly #damaged: string[] = [];
  #differing: string[] = [];
  #unwritable: string | null = null;
  #recalled = 0;

  constructor(options: CountMemoryOptions) {
    this.#options = options;
    this.#hashes = new ListHashes(options);
  }

  /**
   * Returns the counts of a list. null: they are not remembered.
   *
   * @throws the reason of the signal when it is aborted.
   */
  recall(list: CountedList): Promise<Recalled | null> {
    return once(this.#recalledLists, keyOf(list), () => this.#recall(list));
  }

  async #recall(list: CountedList): Promise<Recalled | null> {
    const path = await this.#pathOf(list);
    const text = path === null ? null : await readFile(path, 'utf8').catch(() => null);
    if (path === null || text === null) return null;
    const file = rememberedFileSchema.safeParse(parsed(text)).data;
    const isWhole = file?.hash === hashOfCounts(file?.counts ?? []);
    if (!isWhole || file?.counts.length !== list.benchmarks.length) {
      this.#damaged.push(path);
      return null;
    }
    const differing = differingConditions(file.conditions, await countingConditions());
    if (differing.length > 0) {
      this.#differing = differing;
      return null;
    }
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    this.#recalled += file.counts.filter((count) => count !== null).length;
    const { sampleShare = SAMPLE_SHARE } = this.#options;
    return { counts: file.counts, isSampled: Math.random() < sampleShare };
  }

  /** Remembers the counts of a list if its version is a commit. What cannot be written is not remembered. */
  async keep(list: CountedList, counts: RememberedCounts): Promise<void> {
    const path = await this.#pathOf(list);
    if (path === null || this.#unwritable !== null) return;
    const conditions = await countingConditions();
    const file = { format: 1, conditions, hash: hashOfCounts(counts), counts } as const;
    try {
      await writeWhole(path, JSON.stringify(rememberedFileSchema.parse(file)));
    } catch (error) {
      this.#unwritable = error instanceof Error ? error.message : String(error);
    }
  }

  /** Compares a count with the remembered one of the same code. If they differ, that is a problem, and the list is forgotten. */
  async isAsRemembered(
    list: CountedList,
    index: number,
    again: Count | undefined,
  ): Promise<boolean> {
    const remembered = (await this.recall(list))?.counts[index];
    if (again?.state !== 'counted' || !remembered) return true;
    const before = perIterationOf(remembered.instructions);
    const now = perIterationOf(again.slopes);
    if (Math.abs(now / before - 1) <= EQUAL_SHARE) return true;
    const { test = [], benchmark = '' } = list.benchmarks[index] ?? {};
    const path = await this.#pathOf(list);
    if (path !== null) await rm(path, { force: true }).catch(() => undefined);
    this.#problems.push({
      what: [...test, benchmark].join(' › '),
      message:
        `base has ${now.toFixed(1)} instructions an iteration, and ${before.toFixed(1)} were remembered: something ` +
        `moves them that perf-kit does not see. They are forgotten; remove ${this.#options.label} to forget all.`,
    });
    return false;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Lines for the reader: what was remembered, and what could not be used. */
  get notes(): string[] {
    const { label } = this.#options;
    const notes: string[] = [];
    if (this.#recalled > 0) {
      notes.push(`Counts of ${benchmarks(this.#recalled)} in base were remembered (${label}).`);
    }
    if (this.#differing.length > 0) {
      notes.push(
        `Remembered counts were not used: they were made by ${this.#differing.join('; ')}.`,
      );
    }
    const [damaged] = this.#damaged;
    if (damaged !== undefined) {
      const more = this.#damaged.length > 1 ? ` and ${this.#damaged.length - 1} more` : '';
      notes.push(`Remembered counts were not used: ${damaged}${more} cannot be read.`);
    }
    if (this.#unwritable !== null) notes.push(`Counts are not remembered: ${this.#unwritable}`);
    return notes;
  }

  /** Removes the files that were not used for 30 days. */
  async removeOld(): Promise<void> {
    const { folder } = this.#options;
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      if (found === null || Date.now() - found.mtimeMs < KEPT_MS) continue;
      await rm(path, { force: true }).catch(() => undefined);
    }
  }

  async #pathOf(list: CountedList): Promise<string | null> {
    const hash = await this.#hashes.of(list);
    return hash === null ? null : join(this.#options.folder, `${hash}.json`);
  }
}

function benchmarks(number: number): string {
  return number === 1 ? 'one benchmark' : `${number} benchmarks`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
