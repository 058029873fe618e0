/** Returns a line of comma-separated values (RFC 4180). Quotes cells that contain a comma, a quote or a line break. */
export function csvLine(cells: readonly string[]): string {
  return cells
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

export interface CsvRow {
  /** Number of its first line, from 1. */
  line: number;
  cells: string[];
}

/**
 * Parses comma-separated values. Line breaks may be LF or CRLF; empty lines are ignored.
 *
 * @returns the rows, and whether the text ended inside quotes, which means that the file is cut off.
 */
export function parseCsv(text: string): { rows: CsvRow[]; isCutOff: boolean } {
  const rows: CsvRow[] = [];
  let row: CsvRow = { line: 1, cells: [] };
  let cell = '';
  let line = 1;
  let isQuoted = false;
  const endCell = () => {
    row.cells.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row);
    row = { line: line + 1, cells: [] };
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      if (isQuoted && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else {
        isQuoted = !isQuoted;
      }
    } else if (character === ',' && !isQuoted) {
      endCell();
    } else if (character === '\n' && !isQuoted) {
      endRow();
    } else if (character !== '\r' || isQuoted || text[at + 1] !== '\n') {
      cell += character;
    }
    if (character === '\n') line += 1;
  }
  endRow();
  return { rows, isCutOff: isQuoted };
}
