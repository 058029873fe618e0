import type { TargetedInputEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PromptRecord } from '../../src/commands/records.ts';
import type { ApiClient } from '../protocol/api-client.ts';
import { Failure } from '../elements/failure.tsx';
import { Modal } from '../elements/modal.tsx';

export interface CreatePromptDialogProps {
  readonly client: ApiClient;
  readonly created: (prompt: PromptRecord) => void;
  readonly close: () => void;
}

/**
 * Asks for title, content and tags. Keeps the input when the server refuses it. If the prompt was stored
 * but could not be read back, saving again only reads it: nothing is stored twice.
 */
export function CreatePromptDialog({ client, created, close }: CreatePromptDialogProps) {
  const form = useRef<HTMLFormElement>(null);
  const [saving, setSaving] = useState(false);
  const [storedId, setStoredId] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const save = async () => {
    if (!form.current || saving) return;
    setSaving(true);
    setFailure(null);
    try {
      const id = storedId ?? (await storePrompt(client, new FormData(form.current)));
      setStoredId(id);
      created(await readPrompt(client, id));
    } catch (error) {
      setFailure((error as Error).message);
      setSaving(false);
    }
  };

  return (
    <Modal label="New prompt" testId="create-prompt-dialog" close={close}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h2>New prompt</h2>
        <label>
          Title
          <input
            name="title"
            required
            readOnly={storedId !== null}
            autocomplete="off"
            onInput={refuseBlank}
            data-testid="prompt-title-input"
          />
        </label>
        <label>
          Content
          <textarea
            name="content"
            required
            readOnly={storedId !== null}
            rows={10}
            onInput={refuseBlank}
            data-testid="prompt-content-input"
          />
        </label>
        <label>
          Tags <span class="optional">optional, separated by commas</span>
          <input
            name="tags"
            readOnly={storedId !== null}
            autocomplete="off"
            data-testid="prompt-tags-input"
          />
        </label>
        {failure !== null && <Failure message={failure} />}
        <div class="actions">
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="primary" aria-disabled={saving} data-testid="save-prompt">
            {saving ? 'Saving…' : 'Save prompt'}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** Sets the reason that the browser shows beside the field; it then does not submit the form. */
function refuseBlank({
  currentTarget,
}: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) {
  const blank = currentTarget.value !== '' && currentTarget.value.trim() === '';
  currentTarget.setCustomValidity(blank ? 'Please write more than blanks.' : '');
}

function storePrompt(client: ApiClient, form: FormData): Promise<number> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  return client.invokeCommand('create_prompt', {
    title: field('title').trim(),
    content: field('content'),
    tags: field('tags').trim() || null,
  });
}

async function readPrompt(client: ApiClient, id: number): Promise<PromptRecord> {
  let prompt;
  try {
    prompt = await client.invokeCommand('get_prompt', { id });
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Error(`The prompt is saved, but could not be read back: ${reason}`, { cause });
  }
  if (prompt === null)
    throw new Error('The prompt was saved, but has been deleted elsewhere since.');
  return prompt;
}
