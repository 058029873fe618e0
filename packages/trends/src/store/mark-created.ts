import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { markerOf } from './earlier-history.ts';

/**
 * Leaves a file beside a history that says that there is one, should its own file ever be emptied. It has the mode of
 * the history. A failure to write it is ignored: it only serves a check.
 */
export function markCreated(path: string): void {
  const marker = markerOf(path);
  try {
    const mode = statSync(path).mode & 0o777;
    const text =
      'perf-trends refuses to start a new history in an empty file while this one exists.\n';
    writeFileSync(marker, text, { flag: 'wx', mode });
    // The umask may have taken bits away.
    chmodSync(marker, mode);
  } catch {
    // It exists already, or nothing can be written.
  }
}
