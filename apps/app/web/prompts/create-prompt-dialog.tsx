import type { TargetedInputEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PromptRecord } from '../../src/commands/records.ts';
import type { ApiClient } from '../api-client.ts';
import { Failure } from '../failure.tsx';
import { Modal } from '../modal.tsx';

export interface CreatePromptDialogProps {
  readonly client: ApiClient;
  readonly created: (prompt: PromptRecord) => void;
  readonly close: () => void;
}

/** Title, content, tags. What was typed stays there when the server refuses it. */
export function CreatePromptDialog({ client, created, close }: CreatePromptDialogProps) {
  const form = useRef<HTMLFormElement>(null);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const save = async () => {
    if (!form.current || saving) return;
    setSaving(true);
    setFailure(null);
    try {
      created(await createPrompt(client, new FormData(form.current)));
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
            rows={10}
            onInput={refuseBlank}
            data-testid="prompt-content-input"
          />
        </label>
        <label>
          Tags <span class="optional">optional, separated by commas</span>
          <input name="tags" autocomplete="off" data-testid="prompt-tags-input" />
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

/** The browser shows the reason beside the field and does not send the form. */
function refuseBlank({
  currentTarget,
}: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) {
  const blank = currentTarget.value !== '' && currentTarget.value.trim() === '';
  currentTarget.setCustomValidity(blank ? 'Please write more than blanks.' : '');
}

async function createPrompt(client: ApiClient, form: FormData): Promise<PromptRecord> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const id = await client.invokeCommand('create_prompt', {
    title: field('title').trim(),
    content: field('content'),
    tags: field('tags').trim() || null,
  });
  const prompt = await client.invokeCommand('get_prompt', { id });
  if (prompt === null) throw new Error('The prompt was saved, and deleted elsewhere since.');
  return prompt;
}
