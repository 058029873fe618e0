import type { Prompt } from '@night-pilot/db';
import { promptRecord } from '../../commands/records.ts';
import { pagesOf, promptList as listOf } from '../../lists/list-source.ts';
import { planPages } from '../../lists/page-plan.ts';
import { openStore } from '../../store/open-store.ts';
import { type PrintedPrompt, printPrompts } from '../terminal/print-prompts.ts';
import { terminalJson } from '../terminal/terminal-text.ts';

export interface PromptListOptions {
  readonly format: 'table' | 'json';
  readonly limit?: number;
  readonly tag?: string;
  readonly search?: string;
  readonly db?: string;
}

type Pages = AsyncIterable<readonly Prompt[]>;

/** Runs `cnp prompt list`. Its JSON is the value of `list_prompts`. */
export async function promptList({ format, db, ...query }: PromptListOptions): Promise<void> {
  const { store } = await openStore(db);
  try {
    const source = listOf(store, query);
    const pages = pagesOf(source, planPages(await source.sizes()));
    await (format === 'json' ? printJson(pages) : printTable(pages));
  } finally {
    await store.close();
  }
}

/** Prints as it reads: all prompts together may be longer than the longest text of JavaScript. */
async function printJson(pages: Pages): Promise<void> {
  let separator = '[\n';
  for await (const prompts of pages) {
    for (const prompt of prompts) {
      const json = terminalJson(promptRecord(prompt)).replace(/^/gm, '  ');
      process.stdout.write(separator + json);
      separator = ',\n';
    }
    // The reader may have closed the pipe.
    if (!process.stdout.writable) return;
  }
  process.stdout.write(separator === '[\n' ? '[]\n' : '\n]\n');
}

async function printTable(pages: Pages): Promise<void> {
  const printed: PrintedPrompt[] = [];
  for await (const prompts of pages) {
    // The contents are not kept.
    for (const { id, updatedAt, tags, title } of prompts)
      printed.push({ id, updatedAt, tags, title });
  }
  for (const line of printPrompts(printed)) process.stdout.write(line);
}
