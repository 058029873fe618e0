import { relative } from 'node:path';
import { printError } from '@night-pilot/perf-report/text';

/** Prints where the results of an interrupted run are. */
export function tellInterrupted(path: string): void {
  const place = relative(process.cwd(), path);
  printError(`Interrupted: everything measured so far is in ${place}\n`);
}
