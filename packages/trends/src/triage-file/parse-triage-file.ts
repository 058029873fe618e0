import { instrumentSchema } from '@night-pilot/perf-report';
import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { TrendsError } from '../errors.ts';
import type { TriageEntry } from './triage-entry.ts';

/** States of the entries, the one that wins first. */
const STATES = ['expected', 'acknowledged'] as const;
type State = (typeof STATES)[number];

const EXAMPLE = 'docs/moving-in.md of perf-trends shows an example';

/** Longest part of a wrong value that a message repeats. */
const SHOWN = 60;

const expected = (what: string) => ({
  error: ({ input }: { input?: unknown }) => `expected ${what}, got ${shown(input)}`,
});

const text = (what: string) => z.string(expected(what)).trim().min(1, expected(what));

const entrySchema = z.strictObject(
  {
    metric: text('the title of a series, as "perf-trends findings" prints it'),
    commit: z
      .string(expected('a commit in quotes'))
      .toLowerCase()
      .regex(/^[0-9a-f]{7,64}$/, expected('7 to 64 hexadecimal digits of a commit')),
    reason: text('a sentence'),
    instrument: z
      .enum(instrumentSchema.options, expected(`one of ${instrumentSchema.options.join(', ')}`))
      .optional(),
    link: z
      .url({ protocol: /^https?$/, ...expected('an address such as https://example.com/1') })
      .optional(),
    author: text('a name').optional(),
  },
  unknownKeys('metric, commit, reason, instrument, link and author'),
);

const entriesSchema = (state: State) =>
  z.array(entrySchema, expected(`entries that each begin with [[${state}]]`)).default([]);

const fileSchema = z.strictObject(
  { expected: entriesSchema('expected'), acknowledged: entriesSchema('acknowledged') },
  unknownKeys('[[expected]] and [[acknowledged]]'),
);

/**
 * Parses the triage file: TOML with the entries `[[expected]]` and `[[acknowledged]]`.
 *
 * @param source Name of the file in messages.
 * @returns Those of `expected` first, each kind in the order of the file.
 * @throws {TrendsError} `TRIAGE_FILE_INVALID`: the message has the line, where it is known, what was expected and what came.
 */
export function parseTriageFile(toml: string, source: string): TriageEntry[] {
  const found = fileSchema.safeParse(parseToml(toml, source), { reportInput: true });
  const lines = {
    expected: linesOf(toml, 'expected'),
    acknowledged: linesOf(toml, 'acknowledged'),
  };
  if (!found.success) {
    const [issue] = found.error.issues;
    const [state, index, ...field] = issue?.path ?? [];
    const place =
      typeof index === 'number'
        ? placeOf(state as State, index, lines[state as State])
        : state === undefined
          ? ''
          : String(state);
    const what = [place, field.map(String).join('.'), issue?.message]
      .filter((part) => part !== undefined && part !== '')
      .join(': ');
    throw invalid(source, `${what}. Correct it: ${EXAMPLE}.`, found.error);
  }
  return STATES.flatMap((state) => {
    const entries = found.data[state];
    const known = lines[state].length === entries.length ? lines[state] : [];
    return entries.map((entry, at) => ({ state, ...entry, line: known[at] ?? null }));
  });
}

function parseToml(toml: string, source: string): unknown {
  try {
    return parse(toml);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    // Its first line is the reason; a picture of the place follows.
    const [message = ''] = cause.message.split('\n');
    const why = message.replace(/^Invalid TOML document: /, '');
    throw invalid(
      source,
      `line ${cause.line}, column ${cause.column}: it is no TOML: ${why}. Correct it: ${EXAMPLE}.`,
      cause,
    );
  }
}

/** Lines of the headers of a kind of entry. Text of several lines may hold more, and an inline array has none. */
function linesOf(toml: string, state: State): number[] {
  const header = new RegExp(String.raw`^\s*\[\[\s*["']?${state}["']?\s*\]\]`);
  return toml.split('\n').flatMap((line, at) => (header.test(line) ? [at + 1] : []));
}

function placeOf(state: State, index: number, lines: readonly number[]): string {
  const line = lines[index];
  return `entry ${index + 1} of [[${state}]]${line === undefined ? '' : ` (line ${line})`}`;
}

function unknownKeys(allowed: string) {
  return {
    error: ({ keys, input }: { keys?: string[]; input?: unknown }) =>
      keys === undefined
        ? `expected a table, got ${shown(input)}`
        : `expected ${allowed} only, got ${keys.map((key) => shown(key)).join(', ')}`,
  };
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value) ?? typeof value;
  return json.length > SHOWN ? `${json.slice(0, SHOWN)} …` : json;
}

function invalid(source: string, what: string, cause: unknown): TrendsError {
  return new TrendsError('TRIAGE_FILE_INVALID', `${source}: ${what}`, { cause });
}
