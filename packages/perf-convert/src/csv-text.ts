/** A line of comma-separated values (RFC 4180): what holds a comma, a quote or a line break is quoted. */
export function csvLine(cells: readonly string[]): string {
  return cells
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

export interface CsvRow {
  /** From 1, of its first line. */
  line: number;
  cells: string[];
}

/**
 * The rows of a text of comma-separated values; line breaks may be LF or CRLF, empty lines are passed over.
 *
 * @returns the rows, and whether the text ended within quotes, as a cut-off file does.
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
