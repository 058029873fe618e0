import { relative } from 'node:path';

/** Prints where the results of an interrupted run are. */
export function tellInterrupted(path: string): void {
  const place = relative(process.cwd(), path);
  process.stderr.write(`Interrupted: everything measured so far is in ${place}\n`);
}
