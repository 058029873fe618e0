import { z } from 'zod';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import {
  commitSchema,
  type Instrument,
  instrumentSchema,
  knownCommit,
  runSchema,
} from '@night-pilot/perf-report';
import type { ReadContext } from './format.ts';

/** Facts that a person types about a run of another tool. */
export interface TypedRunFacts {
  /** Id of the run. */
  run?: string | undefined;
  /** A full hash, or any name of a commit in the repository around `folder`. */
  commit?: string | undefined;
  /** Day or time, ISO 8601; UTC unless it has a zone. */
  date?: string | undefined;
}

/**
 * Parses the typed facts of a run. A commit that the repository here does not know gets the date of the run.
 *
 * @param folder A folder of the repository that may know the commit.
 * @throws {PerfKitError} `BAD_ARGUMENT`, naming the option, the expectation and the actual value.
 */
export function parseRunFacts(
  { run, commit, date }: TypedRunFacts,
  { folder, writtenAt }: { folder: string; writtenAt: Date },
): NonNullable<ReadContext['run']> {
  const startedAt = date === undefined ? undefined : parseDate(date);
  return {
    ...(run !== undefined && { id: parseId(run) }),
    ...(startedAt !== undefined && { startedAt }),
    ...(commit !== undefined && {
      commit: parseCommit(commit, folder, startedAt ?? writtenAt.toISOString()),
    }),
  };
}

/** @throws {PerfKitError} `BAD_ARGUMENT` for an unknown instrument. */
export function parseInstrument(name: string): Instrument {
  const parsed = instrumentSchema.safeParse(name);
  if (parsed.success) return parsed.data;
  const names = instrumentSchema.options.join(', ');
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `Expected --instrument to be one of ${names}, got "${name}".`,
  );
}

function parseId(id: string): string {
  if (runSchema.shape.id.safeParse(id).success) return id;
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `Expected --run to be 1 to 128 letters, digits, dots, dashes and underscores that begin with a letter or digit, got "${id}".`,
  );
}

const dateSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);

function parseDate(text: string): string {
  const isLocal = /T[\d:.]+$/.test(text);
  if (dateSchema.safeParse(text).success)
    return new Date(isLocal ? `${text}Z` : text).toISOString();
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `Expected --date to be a day or a time as in 2026-01-31 or 2026-01-31T22:04:05Z, got "${text}".`,
  );
}

function parseCommit(typed: string, folder: string, startedAt: string) {
  const known = knownCommit(typed, folder);
  if (known !== null) return known;
  const sha = typed.toLowerCase();
  if (commitSchema.shape.sha.safeParse(sha).success) {
    return { sha, branch: null, authoredAt: startedAt, dirty: false };
  }
  throw new PerfKitError(
    'BAD_ARGUMENT',
    `Expected --commit to be a full commit hash, or a commit of the repository in this folder, got "${typed}".`,
  );
}
