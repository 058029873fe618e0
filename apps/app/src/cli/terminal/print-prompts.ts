import type { Prompt } from '@night-pilot/db';
import { styleText } from 'node:util';
import { terminalText } from './terminal-text.ts';

/** Columns of the table. */
export type PrintedPrompt = Pick<Prompt, 'id' | 'updatedAt' | 'tags' | 'title'>;

/** Returns the lines of a table for the terminal, with their line ends. The title comes last, so that wide text does not shift a column. */
export function printPrompts(prompts: readonly PrintedPrompt[]): string[] {
  if (prompts.length === 0) {
    return ['No prompts. Create one: cnp prompt create --title "…" --content "…"\n'];
  }
  const rows = prompts.map((prompt) => [
    String(prompt.id),
    prompt.updatedAt.slice(0, 16).replace('T', ' '),
    terminalText(prompt.tags ?? '-'),
    terminalText(prompt.title),
  ]);
  const header = ['ID', 'UPDATED (UTC)', 'TAGS', 'TITLE'];
  const widths = header.map((title, column) =>
    [title, ...rows.map((row) => row[column] ?? '')].reduce(
      (widest, cell) => Math.max(widest, cell.length),
      0,
    ),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column < cells.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell))
      .join('  ');
  const head = styleText('bold', line(header), { stream: process.stdout });
  return [head, ...rows.map(line)].map((each) => `${each}\n`);
}
