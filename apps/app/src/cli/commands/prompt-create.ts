import { buffer } from 'node:stream/consumers';
import { CliError } from '../../errors.ts';
import { openStore } from '../../store/open-store.ts';
import { decodeUtf8 } from '../../utf8.ts';

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
  const content = decodeUtf8(await buffer(process.stdin));
  if (content !== null) return content;
  throw new CliError(
    'INVALID_INPUT',
    'Expected standard input in UTF-8, got other bytes; nothing was stored. Convert it first, as in iconv --from-code latin1 --to-code utf-8.',
  );
}
