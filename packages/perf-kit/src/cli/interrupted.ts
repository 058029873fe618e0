import { relative } from 'node:path';

/** Says where that is which an interrupted run had measured. */
export function tellInterrupted(path: string): void {
  const place = relative(process.cwd(), path);
  process.stderr.write(`Interrupted: what was measured until then is in ${place}\n`);
}
