import { TrendsError } from '../errors.ts';
import { historyPath, IN_MEMORY } from '../store/history-path.ts';
import { isPostgresUrl, type PostgresAddress, postgresAddress } from '../store/postgres-url.ts';
import { quoted } from '../store/restore-hint.ts';

/**
 * Returns the file of a history that can be backed up and restored here.
 *
 * @throws {TrendsError} `STORE_UNSUPPORTED`: for PostgreSQL with the command that does it, without the password.
 */
export function historyFile(url: string): string {
  if (isPostgresUrl(url)) {
    throw new TrendsError(
      'STORE_UNSUPPORTED',
      `PostgreSQL backs up its databases itself: pg_dump --format=custom --file=history.dump ${quoted(withoutPassword(postgresAddress(url)))} makes a backup, and pg_restore reads it; PGPASSWORD or ~/.pgpass gives the password.`,
    );
  }
  const path = historyPath(url);
  if (path !== IN_MEMORY) return path;
  throw new TrendsError(
    'STORE_UNSUPPORTED',
    `Expected a history as a file path or sqlite:PATH, got ${url}, which has no file.`,
  );
}

function withoutPassword({ name, user }: PostgresAddress): string {
  return user === undefined ? name : name.replace('//', `//${encodeURIComponent(user)}@`);
}
