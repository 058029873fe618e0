import { buffer } from 'node:stream/consumers';
import { CliError } from '../../errors.ts';
import { openStore } from '../../store/open-store.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface PromptCreateOptions {
  readonly title: string;
  readonly content?: string;
  readonly tags?: string;
  readonly db?: string;
}

/** Runs `cnp prompt create`: prints the id of the new prompt. */
export async function promptCreate({ db, title, tags, ...given }: PromptCreateOptions) {
  const content = given.content ?? (await readStandardInput());
  const { store } = await openStore(db);
  try {
    process.stdout.write(`${await store.createPrompt({ title, content, tags })}\n`);
  } finally {
    await store.close();
  }
}

async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) {
    throw new CliError(
      'NO_INPUT',
      'Expected the prompt in --content or on standard input, got neither. ' +
        'Type: cnp prompt create --title "…" --content "…"',
    );
  }
  try {
    return utf8.decode(await buffer(process.stdin));
  } catch (cause) {
    throw new CliError(
      'NOT_TEXT',
      'Expected text in UTF-8 on standard input, got other bytes. Convert it first: iconv -t utf-8',
      { cause },
    );
  }
}
