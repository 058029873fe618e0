import { promptRecord } from '../../commands/records.ts';
import { openStore } from '../../store/open-store.ts';
import { printPrompts } from '../terminal/print-prompts.ts';
import { terminalJson } from '../terminal/terminal-text.ts';

export interface PromptListOptions {
  readonly format: 'table' | 'json';
  readonly limit?: number;
  readonly tag?: string;
  readonly search?: string;
  readonly db?: string;
}

/** Runs `cnp prompt list`. Its JSON is the value of `list_prompts`. */
export async function promptList({ format, db, ...query }: PromptListOptions): Promise<void> {
  const { store } = await openStore(db);
  try {
    const prompts = await store.listPrompts(query);
    process.stdout.write(
      format === 'json' ? `${terminalJson(prompts.map(promptRecord))}\n` : printPrompts(prompts),
    );
  } finally {
    await store.close();
  }
}
