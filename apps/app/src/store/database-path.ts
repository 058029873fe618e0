import { mkdir, open, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { CliError } from '../errors.ts';
import { shown } from '../shown.ts';

/**
 * Returns the absolute path of the database: the option `--db`, else the environment variable
 * `NIGHT_PILOT_DATA`, else `~/.night-pilot/night-pilot.db`.
 */
export function databasePath(
  option: string | undefined,
  fromEnvironment = process.env['NIGHT_PILOT_DATA'],
): string {
  const path = option ?? (fromEnvironment || join(homedir(), '.night-pilot', 'night-pilot.db'));
  return resolve(path);
}

/**
 * Creates the folder (mode 0700) and an empty file (mode 0600) if missing, so that no other user of the
 * machine can read the prompts. SQLite gives its side files the mode of the database. Existing
 * folders and files keep their mode.
 *
 * @throws {CliError} `CANNOT_PREPARE`
 */
export async function prepareDatabaseFile(path: string): Promise<void> {
  try {
    // Opening what exists could wait without end: a FIFO waits for its reader. The store judges it.
    if ((await stat(path).catch(isMissing)) !== null) return;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await (await open(path, 'a', 0o600)).close();
  } catch (cause) {
    // After the comma Node repeats the path, which may be endless.
    const [system] = (cause as Error).message.split(', ');
    const reason = path.includes('\0') ? 'a path has no null bytes' : system;
    throw new CliError(
      'CANNOT_PREPARE',
      `The database ${shown(path)} cannot be used: ${reason}. ` +
        'Name a file that you may write with --db or NIGHT_PILOT_DATA.',
      { cause },
    );
  }
}

function isMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
