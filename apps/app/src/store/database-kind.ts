import { CliError } from '../errors.ts';
import { shown } from '../shown.ts';

export const databaseKinds = ['high', 'simple'] as const;

/** `high` is HighPerfDatabase, `simple` is SimpleDatabase. Both hold the same data and differ in speed. */
export type DatabaseKind = (typeof databaseKinds)[number];

/**
 * Reads the environment variable `NIGHT_PILOT_DB`.
 *
 * @param value Value of the variable; unset and empty mean `high`.
 * @throws {CliError} `INVALID_SETTING` for any other value.
 */
export function parseDatabaseKind(value: string | undefined): DatabaseKind {
  if (!value) return 'high';
  const kind = databaseKinds.find((known) => known === value);
  if (kind) return kind;
  throw new CliError(
    'INVALID_SETTING',
    `NIGHT_PILOT_DB: expected ${databaseKinds.join(' or ')}, got ${shown(value)}. Unset it to use high.`,
  );
}
