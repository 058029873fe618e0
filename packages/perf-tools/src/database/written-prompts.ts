import type { TestPrompt } from '../data/test-data-generator.ts';
import { ConcurrentTester } from '../load/concurrent-tester.ts';
import type { PromptTarget, StoredPrompt } from './prompt-target.ts';

/** A prompt that the target said it had written. */
interface WrittenPrompt<Id> {
  readonly id: Id;
  readonly prompt: TestPrompt;
}

/** Whether everything that the target acknowledged is there in the end. */
export type Verification<Id> =
  | {
      state: 'verified';
      written: number;
      /** Acknowledged, and not found or not readable. */
      lost: Id[];
      /** Found with another title, content or tags: also where two prompts were given the same id. */
      altered: Id[];
      /** What reading them took. */
      durationMs: number;
    }
  | { state: 'unavailable'; reason: string };

/** What a target acknowledged during a test. */
export class WrittenPrompts<Id> {
  readonly #all: WrittenPrompt<Id>[] = [];

  get count(): number {
    return this.#all.length;
  }

  /** @throws when the target gave no id. */
  add(id: Id, prompt: TestPrompt): void {
    if (id === undefined || id === null) {
      throw new Error(`Expected the id of the new prompt, got ${String(id)}.`);
    }
    this.#all.push({ id, prompt });
  }

  /** @param share From 0, and below 1. */
  at(share: number): WrittenPrompt<Id> {
    const one = this.#all[Math.floor(share * this.#all.length)];
    if (one === undefined) throw new Error('Expected a prompt to read, but none was written.');
    return one;
  }

  /** Reads all of them once more. */
  async verify(
    { getPrompt }: Pick<PromptTarget<Id>, 'getPrompt'>,
    concurrency: number,
  ): Promise<Verification<Id>> {
    const startedAt = performance.now();
    if (getPrompt === undefined)
      return { state: 'unavailable', reason: 'The target has no getPrompt.' };
    const lost: Id[] = [];
    const altered: Id[] = [];
    if (this.#all.length > 0) {
      const all = new ConcurrentTester({ operations: this.#all.length, concurrency });
      await all.run(async (index) => {
        const { id, prompt } = this.#all[index] as WrittenPrompt<Id>;
        const stored = await readOrNull(() => getPrompt(id));
        if (stored === null) lost.push(id);
        else if (!isSame(stored, prompt)) altered.push(id);
      });
    }
    const durationMs = performance.now() - startedAt;
    return { state: 'verified', written: this.#all.length, lost, altered, durationMs };
  }
}

export function isSame(stored: StoredPrompt, prompt: TestPrompt): boolean {
  const { title, content, tags = prompt.tags } = stored;
  return title === prompt.title && content === prompt.content && tags === prompt.tags;
}

async function readOrNull(
  read: () => ReturnType<NonNullable<PromptTarget['getPrompt']>>,
): Promise<StoredPrompt | null> {
  try {
    return (await read()) ?? null;
  } catch {
    return null;
  }
}
