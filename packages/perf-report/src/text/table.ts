import { stripVTControlCharacters } from 'node:util';
import { printableStyled } from './printable.ts';

export interface Column {
  title: string;
  /** @default 'left' */
  align?: 'left' | 'right';
}

/**
 * Renders a plain table: titles, a rule, one line per row, columns two blanks apart. Colours inside cells do not count
 * for the width. Cells may hold other people's text: control characters and line breaks in it become blanks.
 *
 * @returns Lines joined by `\n`, without a line break at the end.
 */
export function renderTable(
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
): string {
  const rows = cells.map((row) => row.map(toLine));
  const widths = columns.map(({ title }, index) =>
    // There may be more rows than a call has arguments.
    rows.reduce((most, row) => Math.max(most, width(row[index] ?? '')), width(title)),
  );
  const line = (row: readonly string[]) =>
    columns
      .map(({ align }, index) => pad(row[index] ?? '', widths[index] ?? 0, align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [
    line(columns.map(({ title }) => title)),
    widths.map((columnWidth) => '─'.repeat(columnWidth)).join('  '),
    ...rows.map(line),
  ].join('\n');
}

function toLine(cell: string): string {
  return printableStyled(cell).replaceAll(/[\n\t]+/g, ' ');
}

function pad(text: string, columnWidth: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(columnWidth - width(text));
  return align === 'left' ? text + blanks : blanks + text;
}

function width(text: string): number {
  return stripVTControlCharacters(text).length;
}
