import type { TestPrompt } from '../data/test-data-generator.ts';

type MaybePromise<T> = Promise<T> | T;

/** A prompt as a target gives it back; further properties are of no concern. */
export interface StoredPrompt {
  readonly title: string;
  readonly content: string;
  readonly tags?: string | null;
}

/**
 * What a database test needs of its target. Only `createPrompt` has to be there; operations that need a method
 * that is missing are reported as unavailable. Methods may return a value or a promise.
 */
export interface PromptTarget<Id = number> {
  /** Gives the new id. */
  createPrompt(prompt: TestPrompt): MaybePromise<Id>;
  /** All of them or none; gives the new ids in the same order. */
  createPrompts?(prompts: readonly TestPrompt[]): MaybePromise<readonly Id[]>;
  getPrompt?(id: Id): MaybePromise<StoredPrompt | null | undefined>;
  /** At most `limit` prompts; with `search` only those whose title, content or tags contain this text. */
  listPrompts?(query: { limit: number; search?: string }): MaybePromise<readonly StoredPrompt[]>;
}
