import { useLayoutEffect, useState } from 'preact/hooks';
import type { PromptRecord } from '../../src/commands/records.ts';
import type { ApiClient } from '../protocol/api-client.ts';

/** Number of prompts that are fetched and drawn at once, so that a list of 10,000 stays usable. */
export const pageSize = 50;

/** Prompts loaded so far, newest first. */
export type PromptsState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | {
      readonly state: 'loaded';
      readonly prompts: readonly PromptRecord[];
      readonly hasMore: boolean;
    };

export interface Prompts {
  readonly list: PromptsState;
  /** Loads the list again from the newest prompt. */
  reload(): Promise<void>;
  /** Loads the next page. Resolves to the number of prompts in it. */
  loadMore(): Promise<number>;
  add(prompt: PromptRecord): void;
  remove(id: number): void;
}

export function usePrompts(client: ApiClient): Prompts {
  const [list, setList] = useState<PromptsState>({ state: 'loading' });

  const reload = async () => {
    setList({ state: 'loading' });
    try {
      setList({ state: 'loaded', ...(await fetchPage(client)) });
    } catch (error) {
      setList({ state: 'failed', message: (error as Error).message });
    }
  };

  const loadMore = async () => {
    if (list.state !== 'loaded') return 0;
    const page = await fetchPage(client, list.prompts.at(-1)?.id);
    change((prompts) => [...prompts, ...page.prompts], page.hasMore);
    return page.prompts.length;
  };

  const change = (
    edit: (prompts: readonly PromptRecord[]) => readonly PromptRecord[],
    hasMore?: boolean,
  ) => {
    setList((now) =>
      now.state === 'loaded'
        ? { ...now, prompts: edit(now.prompts), hasMore: hasMore ?? now.hasMore }
        : now,
    );
  };

  // Not useEffect, which waits for the first paint: the request should start before it.
  useLayoutEffect(() => void reload(), [client]);

  return {
    list,
    reload,
    loadMore,
    add: (prompt) => change((prompts) => [prompt, ...prompts]),
    remove: (id) => change((prompts) => prompts.filter((prompt) => prompt.id !== id)),
  };
}

/** Fetches one prompt more than a page shows, to learn whether there are more. */
async function fetchPage(client: ApiClient, before?: number) {
  const prompts = await client.invokeCommand('list_prompts', { limit: pageSize + 1, before });
  return { prompts: prompts.slice(0, pageSize), hasMore: prompts.length > pageSize };
}
