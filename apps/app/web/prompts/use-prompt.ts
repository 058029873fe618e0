import { useEffect, useState } from 'preact/hooks';
import type { PromptRecord } from '../../src/commands/records.ts';
import type { ApiClient } from '../protocol/api-client.ts';

/** State of loading one prompt. */
export type PromptState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'missing' }
  | { readonly state: 'loaded'; readonly prompt: PromptRecord };

/**
 * Loads one prompt.
 *
 * @param known The prompt, if the list has it already: then nothing is fetched.
 */
export function usePrompt(client: ApiClient, id: number, known?: PromptRecord): PromptState {
  const [fetched, setFetched] = useState<PromptState>({ state: 'loading' });
  const isKnown = known !== undefined;
  useEffect(() => {
    if (isKnown) return;
    let current = true;
    setFetched({ state: 'loading' });
    client.invokeCommand('get_prompt', { id }).then(
      (prompt) =>
        current && setFetched(prompt ? { state: 'loaded', prompt } : { state: 'missing' }),
      (error: Error) => current && setFetched({ state: 'failed', message: error.message }),
    );
    return () => void (current = false);
  }, [client, id, isKnown]);
  return known ? { state: 'loaded', prompt: known } : fetched;
}
