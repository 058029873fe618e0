import type { NewPrompt } from '../src/index.ts';

const tags = ['work', 'work,daily', 'home', null];
let created = 0;

/** Makes a realistic prompt; no two are alike. */
export function makePrompt(): NewPrompt {
  created += 1;
  return {
    title: `Nightly summary ${created}`,
    content: `Read what changed since yesterday in area ${created} and name in three sentences what a reviewer should look at first.`,
    tags: tags[created % tags.length] ?? null,
  };
}

export function makePrompts(count: number): NewPrompt[] {
  return Array.from({ length: count }, makePrompt);
}
