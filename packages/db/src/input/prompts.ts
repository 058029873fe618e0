import type { Operation } from '../operations/operation.ts';
import type { NewPrompt, PromptChanges, PromptQuery } from '../prompt-store.ts';
import {
  atLeast,
  changes,
  type Check,
  fields,
  filledText,
  id,
  optional,
  orNull,
  refuse,
  text,
} from './check.ts';

const newPrompt = fields({
  title: filledText,
  content: filledText,
  tags: optional(orNull(text), null),
});

const promptChanges = changes({ title: filledText, content: filledText, tags: orNull(text) });

const oneTag: Check<string> = (value, field) => {
  const tag = filledText(value, field).trim();
  return tag.includes(',') ? refuse(field, 'one tag, without a comma', value) : tag;
};

const promptQuery = fields({
  limit: optional(atLeast(1), undefined),
  before: optional(id, undefined),
  tag: optional(oneTag, undefined),
  title: optional(filledText, undefined),
  search: optional(text, undefined),
});

export function createPrompt(prompt: NewPrompt): Operation {
  const { title, content, tags } = newPrompt(prompt, 'prompt');
  return ['createPrompt', title, content, tags];
}

export function createPrompts(prompts: readonly NewPrompt[]): Operation {
  if (!Array.isArray(prompts)) refuse('prompts', 'an array of prompts', prompts);
  const cells: (string | null)[] = [];
  for (const [index, prompt] of prompts.entries()) {
    const { title, content, tags } = newPrompt(prompt, `prompts[${index}]`);
    cells.push(title, content, tags);
  }
  return ['createPrompts', cells];
}

export function updatePrompt(promptId: number, given: PromptChanges): Operation {
  return ['updatePrompt', id(promptId, 'id'), promptChanges(given, 'changes')];
}

export function deletePrompt(promptId: number): Operation {
  return ['deletePrompt', id(promptId, 'id')];
}

export function listPrompts(query: PromptQuery = {}): PromptQuery {
  return promptQuery(query, 'query');
}
