import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openConnection } from '../connection/open.ts';
import { prepareOperations } from '../operations/prepare-operations.ts';
import type { Operation } from '../operations/operation.ts';
import { tempDatabase } from '../testing/temp-folder.ts';
import { GroupCommit } from './group-commit.ts';
import { Transaction } from './transaction.ts';
import type { Outcome } from './writer.ts';

/** Triggers by which some titles make an insert fail in each of SQLite's ways. */
const faults = `
  CREATE TRIGGER abort_statement BEFORE INSERT ON prompts WHEN NEW.title = 'abort'
    BEGIN SELECT RAISE(ABORT, 'aborted'); END;
  CREATE TRIGGER roll_back BEFORE INSERT ON prompts WHEN NEW.title = 'roll back'
    BEGIN SELECT RAISE(ROLLBACK, 'rolled back'); END;
  CREATE TABLE links (prompt_id INTEGER REFERENCES prompts (id) DEFERRABLE INITIALLY DEFERRED);
  CREATE TRIGGER dangle AFTER INSERT ON prompts WHEN NEW.title = 'dangle'
    BEGIN INSERT INTO links VALUES (-1); END;
`;

interface Fixture {
  connection: Database.Database;
  groupCommit: GroupCommit;
}

const groupCommitOf = (connection: Database.Database, maxBatchMs = 10_000) =>
  new GroupCommit({
    connection,
    operations: prepareOperations(connection),
    transaction: new Transaction(connection, 0),
    maxBatchMs,
  });

/** @param triggers that make some titles fail; by default all of `faults` */
async function start(triggers = faults): Promise<Fixture> {
  const connection = openConnection(await tempDatabase(), { busyTimeoutMs: 0, wal: true });
  onTestFinished(() => void connection.close());
  connection.exec(triggers);
  return { connection, groupCommit: groupCommitOf(connection) };
}

const create = (title: string): Operation => ['createPrompt', title, 'content', null];
const creates = (count: number) => Array.from({ length: count }, (_, index) => create(`p${index}`));

/** Puts unfinished operations into the next batch, as a writer does. */
function runAll({ groupCommit }: Fixture, batch: readonly Operation[]) {
  const outcomes: Outcome[] = [];
  let commits = 0;
  while (outcomes.length < batch.length) {
    const group = groupCommit.run(batch.slice(outcomes.length));
    outcomes.push(...group.outcomes);
    commits += group.commits;
  }
  return { outcomes, commits };
}

const states = (outcomes: readonly Outcome[]) =>
  outcomes.map((outcome) => (outcome.state === 'done' ? 'done' : outcome.error.code));
const storedTitles = ({ connection }: Fixture) =>
  connection.prepare('SELECT title FROM prompts ORDER BY id').pluck().all();

test('writes a whole batch with one commit', async () => {
  const fixture = await start();
  const { outcomes, commits } = fixture.groupCommit.run(creates(100));
  expect(outcomes).toEqual(
    Array.from({ length: 100 }, (_, index) => ({ state: 'done', value: index + 1 })),
  );
  expect(commits).toBe(1);
  expect(storedTitles(fixture)).toHaveLength(100);
});

test('commits 100 operations beside one that fails', async () => {
  const fixture = await start();
  const batch = creates(100);
  batch.splice(50, 0, ['createSchedule', 4711, '2030-01-01T00:00:00.000Z', null]);
  const { outcomes, commits } = fixture.groupCommit.run(batch);
  expect(states(outcomes).filter((state) => state === 'done')).toHaveLength(100);
  expect(outcomes[50]).toMatchObject({ state: 'failed', error: { code: 'CONSTRAINT' } });
  expect(commits).toBe(1);
  expect(storedTitles(fixture)).toHaveLength(100);
});

test('leaves nothing of an operation of several statements that fails half way', async () => {
  const fixture = await start();
  const half: Operation = ['createPrompts', ['first', 'c', null, 'abort', 'c', null]];
  const { outcomes } = fixture.groupCommit.run([create('before'), half, create('after')]);
  expect(states(outcomes)).toEqual(['done', 'CONSTRAINT', 'done']);
  expect(storedTitles(fixture)).toEqual(['before', 'after']);
});

test.each(['roll back', 'dangle'])(
  'runs the other operations again one by one when one (%s) loses the whole batch',
  async (title) => {
    const fixture = await start();
    const { outcomes, commits } = runAll(fixture, [
      create('before'),
      create(title),
      create('after'),
    ]);
    expect(states(outcomes)).toEqual(['done', 'CONSTRAINT', 'done']);
    expect(storedTitles(fixture)).toEqual(['before', 'after']);
    expect(commits).toBe(2);
  },
);

test.each([0, 4, 9])(
  'stores each prompt once when number %i of ten in one statement loses the whole batch',
  async (lost) => {
    const fixture = await start();
    const batch = creates(10);
    batch[lost] = create('roll back');
    const { outcomes } = runAll(fixture, batch);
    const kept = batch.map((_, at) => `p${at}`).filter((_, at) => at !== lost);
    expect(storedTitles(fixture)).toEqual(kept);
    expect(states(outcomes)).toEqual(batch.map((_, at) => (at === lost ? 'CONSTRAINT' : 'done')));
  },
);

test('reports the stored ids after a lost batch', async () => {
  const fixture = await start();
  const { outcomes } = runAll(fixture, [create('a'), create('roll back'), create('b')]);
  const stored = fixture.connection.prepare('SELECT id FROM prompts ORDER BY id').pluck().all();
  expect(outcomes.flatMap((outcome) => (outcome.state === 'done' ? [outcome.value] : []))).toEqual(
    stored,
  );
});

test('gives BUSY to every operation and writes nothing when another connection holds the lock', async () => {
  const fixture = await start();
  const holder = openConnection(fixture.connection.name, { busyTimeoutMs: 0, wal: true });
  onTestFinished(() => void holder.close());
  holder.exec('BEGIN IMMEDIATE');
  expect(states(fixture.groupCommit.run(creates(2)).outcomes)).toEqual(['BUSY', 'BUSY']);
  holder.exec('ROLLBACK');
  expect(states(fixture.groupCommit.run(creates(2)).outcomes)).toEqual(['done', 'done']);
});

test('stores the operations that fit when the disk is full', async () => {
  // With triggers each insert would have a journal of its own, and SQLite would undo only that insert.
  const fixture = await start('');
  const pages = fixture.connection.pragma('page_count', { simple: true }) as number;
  fixture.connection.pragma(`max_page_count = ${pages + 4}`);
  const tooLong: Operation = ['createPrompt', 'too long', 'x'.repeat(1_000_000), null];
  const { outcomes, commits } = runAll(fixture, [create('before'), tooLong, create('after')]);
  expect(states(outcomes)).toEqual(['done', 'DISK_FULL', 'done']);
  expect(storedTitles(fixture)).toEqual(['before', 'after']);
  expect(commits).toBe(2);
});

test('gives OUTCOME_UNKNOWN to every operation and repeats none when the disk fails during the commit', async () => {
  const path = await tempDatabase();
  const connection = openConnection(path, { busyTimeoutMs: 0, wal: true });
  onTestFinished(() => void connection.close());
  let commits = 0;
  // A test cannot break a disk on demand, so this one statement is not SQLite's own.
  const commit = {
    run() {
      commits += 1;
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    },
  };
  const prepare = connection.prepare.bind(connection);
  Object.assign(connection, {
    prepare: (sql: string) => (sql === 'COMMIT' ? commit : prepare(sql)),
  });
  const groupCommit = groupCommitOf(connection);
  expect(states(groupCommit.run(creates(2)).outcomes)).toEqual([
    'OUTCOME_UNKNOWN',
    'OUTCOME_UNKNOWN',
  ]);
  expect(commits).toBe(1);
  expect(connection.inTransaction).toBe(false);
  expect(storedTitles({ connection, groupCommit })).toEqual([]);
});

test('stores nine of ten prompts of one statement when one fails', async () => {
  const fixture = await start();
  const batch = creates(30);
  batch[14] = create('abort');
  const { outcomes, commits } = fixture.groupCommit.run(batch);
  expect(states(outcomes)).toEqual(
    Array.from({ length: 30 }, (_, index) => (index === 14 ? 'CONSTRAINT' : 'done')),
  );
  expect(commits).toBe(1);
  const stored = fixture.connection
    .prepare('SELECT id, title FROM prompts ORDER BY id')
    .raw()
    .all();
  const reported = outcomes.flatMap((outcome, index) =>
    outcome.state === 'done' ? [[outcome.value, `p${index}`]] : [],
  );
  expect(reported).toEqual(stored);
});

test('leaves the rest to the next commit when the time is up', async () => {
  const connection = openConnection(await tempDatabase(), { busyTimeoutMs: 0, wal: true });
  onTestFinished(() => void connection.close());
  const { outcomes } = groupCommitOf(connection, 0).run(creates(25));
  expect(outcomes).toHaveLength(10);
  expect(connection.prepare('SELECT count(*) FROM prompts').pluck().get()).toBe(10);
});
