import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@night-pilot/db/leftovers';
import { rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/** Returns the path of a database that is removed when the test ends. */
export function ownDatabase(): string {
  const folder = temporaryFolder('night-pilot-faults-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'night-pilot.db');
}

/** Contents of a database, read by SQLite alone. */
export interface Stored {
  readonly titles: Set<string>;
  /** Titles that are stored more than once. */
  readonly repeated: readonly string[];
  readonly isWhole: boolean;
}

export function readStored(path: string): Stored {
  const database = new DatabaseSync(path);
  try {
    const rows = database
      .prepare('SELECT title, count(*) AS times FROM prompts GROUP BY title')
      .all();
    const check = database.prepare('PRAGMA integrity_check').get();
    return {
      titles: new Set(rows.map(({ title }) => String(title))),
      repeated: rows.flatMap(({ title, times }) => (Number(times) > 1 ? [String(title)] : [])),
      isWhole: check?.['integrity_check'] === 'ok',
    };
  } finally {
    database.close();
  }
}
