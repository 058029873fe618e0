import type { TestPrompt } from '../data/test-data-generator.ts';
import { ConcurrentTester } from '../load/concurrent-tester.ts';
import type { PromptTarget, StoredPrompt } from './prompt-target.ts';

/** A prompt that the target acknowledged. */
interface WrittenPrompt<Id> {
  readonly id: Id;
  readonly prompt: TestPrompt;
}

/** Whether the target still has every acknowledged prompt at the end of the test. */
export type Verification<Id> =
  | {
      state: 'verified';
      written: number;
      /** Ids of acknowledged prompts that are missing or cannot be read. */
      lost: Id[];
      /** Ids of prompts with another title, content or tags, including two prompts with the same id. */
      altered: Id[];
      /** Time that the verification took. */
      durationMs: number;
    }
  | { state: 'unavailable'; reason: string };

/** The prompts that a target acknowledged during a test. */
export class WrittenPrompts<Id> {
  readonly #all: WrittenPrompt<Id>[] = [];

  get count(): number {
    return this.#all.length;
  }

  /** @throws when the target returned no id. */
  add(id: Id, prompt: TestPrompt): void {
    if (id === undefined || id === null) {
      throw new Error(`Expected the id of the new prompt, got ${String(id)}.`);
    }
    this.#all.push({ id, prompt });
  }

  /** @param share In [0, 1). */
  at(share: number): WrittenPrompt<Id> {
    const one = this.#all[Math.floor(share * this.#all.length)];
    if (one === undefined) throw new Error('Expected a prompt to read, but none was written.');
    return one;
  }

  /** Reads every acknowledged prompt again. */
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
