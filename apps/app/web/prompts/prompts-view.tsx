import { useState } from 'preact/hooks';
import type { PromptRecord } from '../../src/commands/records.ts';
import type { ApiClient } from '../protocol/api-client.ts';
import { CreatePromptDialog } from './create-prompt-dialog.tsx';
import { PromptDetails } from './prompt-details.tsx';
import { PromptList } from './prompt-list.tsx';
import { usePrompts } from './use-prompts.ts';

export interface PromptsViewProps {
  readonly client: ApiClient;
  /** Id of the prompt that is shown in full, or null. */
  readonly promptId: number | null;
  readonly showPrompt: (id: number | null) => void;
  /** Announces to screen readers what happened. */
  readonly announce: (text: string) => void;
}

/** Shows the list beside the selected prompt; on a phone, one of the two. */
export function PromptsView({ client, promptId, showPrompt, announce }: PromptsViewProps) {
  const prompts = usePrompts(client);
  const [creating, setCreating] = useState(false);
  const loaded = prompts.list.state === 'loaded' ? prompts.list.prompts : [];

  const created = (prompt: PromptRecord) => {
    setCreating(false);
    prompts.add(prompt);
    showPrompt(prompt.id);
    announce(`Prompt “${prompt.title}” created`);
  };
  const deleted = ({ id, title }: PromptRecord) => {
    prompts.remove(id);
    showPrompt(null);
    announce(`Prompt “${title}” deleted`);
  };

  return (
    <main class="prompts" data-showing={promptId === null ? 'list' : 'prompt'}>
      <PromptList
        prompts={prompts}
        selectedId={promptId}
        create={() => setCreating(true)}
        announce={announce}
      />
      {promptId === null ? (
        <p class="pane hint">{loaded.length > 0 && 'Choose a prompt to read it in full.'}</p>
      ) : (
        <PromptDetails
          key={promptId}
          client={client}
          id={promptId}
          known={loaded.find(({ id }) => id === promptId)}
          deleted={deleted}
        />
      )}
      {creating && (
        <CreatePromptDialog client={client} created={created} close={() => setCreating(false)} />
      )}
    </main>
  );
}
