import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/**
 * Returns an unused path beside a history, such as `reports/history.before-002-findings.db`. Its name begins like that of the
 * history, so that a damaged history finds it.
 *
 * @param what Part of the name, such as `before-002-findings`.
 */
export function besideHistory(path: string, what: string): string {
  const extension = extname(path);
  const stem = basename(path, extension);
  const pathOf = (suffix: string) => join(dirname(path), `${stem}.${what}${suffix}${extension}`);
  let free = pathOf('');
  for (let number = 2; existsSync(free); number += 1) free = pathOf(`-${number}`);
  return free;
}

/** Returns a time for names of files: `20260131-220405`, in UTC. */
export function stampOf(time: Date): string {
  return time.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
}
