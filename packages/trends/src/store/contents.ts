import type { HistoryTables } from './schema.ts';

/** What a column may hold: SQLite would store a text in a column of numbers as well. */
export type Content =
  | 'text'
  | 'text or nothing'
  | 'a finite number'
  | 'a finite number or nothing'
  | '0 or 1'
  | 'bytes';

/** Columns by table. */
export type Contents = Readonly<Record<string, Readonly<Record<string, Content>>>>;

/** All columns of the schema: one that is missing below does not compile. */
type AllContents = {
  readonly [Table in keyof HistoryTables]: Readonly<Record<keyof HistoryTables[Table], Content>>;
};
type FindingsOfRuns = Pick<AllContents['runs'], 'authored_at' | 'pull_request'>;
type FindingTables = Pick<AllContents, 'findings' | 'finding_series'>;

const HISTORY = {
  runs: {
    id: 'text',
    started_at: 'text',
    duration_ms: 'a finite number',
    sha: 'text or nothing',
    branch: 'text or nothing',
    dirty: '0 or 1',
    digest: 'text',
  },
  reports: { run_id: 'text', body: 'bytes' },
  environments: { id: 'text', facts: 'text' },
  series: {
    id: 'text',
    identity_id: 'text',
    identity: 'text',
    fingerprint: 'text',
    unit: 'text',
    kind: 'text',
    better: 'text',
  },
  points: {
    series_id: 'text',
    started_at: 'text',
    run_id: 'text',
    environment_id: 'text',
    mean: 'a finite number',
    low: 'a finite number or nothing',
    high: 'a finite number or nothing',
    budget: 'text or nothing',
    peer: 'text or nothing',
  },
  verdicts: { run_id: 'text', series_id: 'text', judged_at: 'text', body: 'text' },
} satisfies Omit<AllContents, 'runs' | keyof FindingTables> & {
  runs: Omit<AllContents['runs'], keyof FindingsOfRuns>;
};

const FINDINGS = {
  runs: { authored_at: 'text or nothing', pull_request: 'a finite number or nothing' },
  findings: {
    id: 'text',
    direction: 'text',
    first_run: 'text',
    before_run: 'text',
    found_by: 'text',
    state: 'text',
    note: 'text or nothing',
    link: 'text or nothing',
    author: 'text or nothing',
    changed_at: 'text',
  },
  finding_series: {
    finding_id: 'text',
    series_id: 'text',
    certainty: 'text',
    effect: 'a finite number or nothing',
    low: 'a finite number or nothing',
    high: 'a finite number or nothing',
    fixed_by: 'text or nothing',
  },
} satisfies FindingTables & { runs: FindingsOfRuns };

/** Columns that each migration adds. */
const ADDED: Readonly<Record<string, Contents>> = {
  '001-history': HISTORY,
  '002-findings': FINDINGS,
};

/** Returns the columns of a history to which these migrations were applied. */
export function contentsAfter(applied: ReadonlySet<string>): Contents {
  const contents: Record<string, Record<string, Content>> = {};
  for (const [migration, tables] of Object.entries(ADDED)) {
    if (!applied.has(migration)) continue;
    for (const [table, columns] of Object.entries(tables)) {
      contents[table] = { ...contents[table], ...columns };
    }
  }
  return contents;
}
