import type { TestPrompt } from '../data/test-data-generator.ts';

type MaybePromise<T> = Promise<T> | T;

/** A prompt as a target returns it; further properties are ignored. */
export interface StoredPrompt {
  readonly title: string;
  readonly content: string;
  readonly tags?: string | null;
}

/**
 * The target of a database test. Only `createPrompt` is required; an operation whose method is missing is reported as
 * unavailable. Methods may return a value or a promise.
 */
export interface PromptTarget<Id = number> {
  /** Returns the new id. */
  createPrompt(prompt: TestPrompt): MaybePromise<Id>;
  /** Creates all prompts or none. Returns the new ids in the same order. */
  createPrompts?(prompts: readonly TestPrompt[]): MaybePromise<readonly Id[]>;
  getPrompt?(id: Id): MaybePromise<StoredPrompt | null | undefined>;
  /** Returns at most `limit` prompts; with `search` only those whose title, content or tags contain this text. */
  listPrompts?(query: { limit: number; search?: string }): MaybePromise<readonly StoredPrompt[]>;
}
