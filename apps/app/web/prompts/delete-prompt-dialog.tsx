import { useState } from 'preact/hooks';
import type { PromptRecord } from '../../src/commands/records.ts';
import type { ApiClient } from '../protocol/api-client.ts';
import { Failure } from '../elements/failure.tsx';
import { Modal } from '../elements/modal.tsx';

export interface DeletePromptDialogProps {
  readonly client: ApiClient;
  readonly prompt: PromptRecord;
  readonly deleted: (prompt: PromptRecord) => void;
  readonly close: () => void;
}

/** Asks before it deletes a prompt and its schedules. */
export function DeletePromptDialog({ client, prompt, deleted, close }: DeletePromptDialogProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const remove = async () => {
    try {
      await client.invokeCommand('delete_prompt', { id: prompt.id });
      deleted(prompt);
    } catch (error) {
      setFailure((error as Error).message);
    }
  };
  return (
    <Modal label="Delete prompt" testId="delete-prompt-dialog" close={close}>
      <h2>Delete this prompt?</h2>
      <p class="prompt-title">{prompt.title}</p>
      <p>Its schedules are deleted with it. This cannot be undone.</p>
      {failure !== null && <Failure message={failure} />}
      <div class="actions">
        <button type="button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          class="danger"
          data-testid="confirm-delete"
          onClick={() => void remove()}
        >
          Delete
        </button>
      </div>
    </Modal>
  );
}
