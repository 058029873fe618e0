import { useEffect, useRef, useState } from 'preact/hooks';
import type { PromptRecord } from '../../src/commands/records.ts';
import type { ApiClient } from '../protocol/api-client.ts';
import { DateTime } from '../elements/date-time.tsx';
import { Failure } from '../elements/failure.tsx';
import { routeHash } from '../routing/route.ts';
import { DeletePromptDialog } from './delete-prompt-dialog.tsx';
import { Tags } from './tags.tsx';
import { usePrompt } from './use-prompt.ts';

export interface PromptDetailsProps {
  readonly client: ApiClient;
  readonly id: number;
  /** The prompt, if the list has it already. */
  readonly known: PromptRecord | undefined;
  readonly deleted: (prompt: PromptRecord) => void;
}

/** Shows one prompt in full. Its content is shown as text, never as HTML. */
export function PromptDetails({ client, id, known, deleted }: PromptDetailsProps) {
  const shown = usePrompt(client, id, known);
  return (
    <section class="pane" aria-label="Prompt" data-testid="prompt-details">
      <a class="back" href={routeHash({ view: 'prompts', promptId: null })}>
        ← All prompts
      </a>
      {shown.state === 'loading' && <p class="hint">Loading the prompt…</p>}
      {shown.state === 'failed' && <Failure message={shown.message} />}
      {shown.state === 'missing' && (
        <Failure message={`There is no prompt ${id}. It may have been deleted.`} />
      )}
      {shown.state === 'loaded' && (
        <LoadedPrompt client={client} prompt={shown.prompt} deleted={deleted} />
      )}
    </section>
  );
}

interface LoadedPromptProps {
  readonly client: ApiClient;
  readonly prompt: PromptRecord;
  readonly deleted: (prompt: PromptRecord) => void;
}

function LoadedPrompt({ client, prompt, deleted }: LoadedPromptProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [deleting, setDeleting] = useState(false);
  // Focus the heading, so that users of a keyboard or screen reader continue here.
  useEffect(() => heading.current?.focus(), []);
  return (
    <article>
      <h2 ref={heading} tabIndex={-1} data-testid="prompt-details-title">
        {prompt.title}
      </h2>
      <p class="prompt-facts">
        <DateTime iso={prompt.created_at} />
        <Tags tags={prompt.tags} />
      </p>
      <pre data-testid="prompt-details-content" tabIndex={0} aria-label="Content">
        {prompt.content}
      </pre>
      <div class="actions">
        <button
          type="button"
          class="danger"
          data-testid="delete-prompt"
          onClick={() => setDeleting(true)}
        >
          Delete
        </button>
      </div>
      {deleting && (
        <DeletePromptDialog
          client={client}
          prompt={prompt}
          deleted={deleted}
          close={() => setDeleting(false)}
        />
      )}
    </article>
  );
}
