import { mkdir, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { tempDatabase } from '../testing/temp-folder.ts';
import { migrate } from './migrate.ts';

function openBare(path: string): Database.Database {
  const connection = new Database(path);
  onTestFinished(() => void connection.close());
  return connection;
}

const version = (connection: Database.Database) =>
  connection.pragma('user_version', { simple: true });

test('gives an empty file all tables, views and indexes and the version of the schema', async () => {
  const connection = openBare(await tempDatabase());
  migrate(connection);
  const names = connection
    .prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all();
  expect(names).toEqual([
    'execution_results',
    'execution_results_prompt_id',
    'execution_results_schedule_id',
    'execution_results_status',
    'prompts',
    'prompts_search',
    'prompts_search_config',
    'prompts_search_data',
    'prompts_search_delete',
    'prompts_search_docsize',
    'prompts_search_idx',
    'prompts_search_update',
    'schedules',
    'schedules_next_run_at',
    'schedules_prompt_id',
    'schedules_status_time',
    'search_index',
    'token_usage_stats',
    'v_schedule_summary',
  ]);
  expect(version(connection)).toBe(2);
});

test('changes nothing when the schema is current', async () => {
  const connection = openBare(await tempDatabase());
  migrate(connection);
  const before = connection.pragma('schema_version', { simple: true });
  migrate(connection);
  expect(connection.pragma('schema_version', { simple: true })).toBe(before);
});

test('runs only the missing steps', async () => {
  const connection = openBare(await tempDatabase());
  migrate(connection, ['CREATE TABLE prompts (x)']);
  migrate(connection, ['CREATE TABLE prompts (x)', 'ALTER TABLE prompts ADD COLUMN y']);
  expect(version(connection)).toBe(2);
  expect(connection.prepare('SELECT x, y FROM prompts').all()).toEqual([]);
});

test('leaves the file unchanged when a step fails', async () => {
  const connection = openBare(await tempDatabase());
  const steps = ['CREATE TABLE a (x); INSERT INTO a VALUES (1)', 'CREATE TABLE b (x); no SQL'];
  expect(() => migrate(connection, steps)).toThrow('syntax error');
  expect(version(connection)).toBe(0);
  expect(connection.prepare('SELECT name FROM sqlite_schema').all()).toEqual([]);
});

test('refuses a newer schema', async () => {
  const connection = openBare(await tempDatabase());
  connection.pragma('user_version = 99');
  expect(() => migrate(connection)).toThrow(
    expect.objectContaining({
      code: 'NEWER_SCHEMA',
      message: expect.stringContaining('has schema 99') as string,
    }) as Error,
  );
});

test('keeps a copy of the file before the schema changes', async () => {
  const path = await tempDatabase();
  const connection = openBare(path);
  migrate(connection, ['CREATE TABLE prompts (x)']);
  connection.exec('INSERT INTO prompts VALUES (7)');
  migrate(connection, ['CREATE TABLE prompts (x)', 'ALTER TABLE prompts ADD COLUMN y']);
  const copy = openBare(`${path}.before-schema-2`);
  expect(version(copy)).toBe(1);
  expect(copy.prepare('SELECT * FROM prompts').all()).toEqual([{ x: 7 }]);
  expect(await readdir(dirname(path))).toEqual(['test.db', 'test.db.before-schema-2']);
});

test('changes nothing when the file cannot be copied', async () => {
  const path = await tempDatabase();
  const connection = openBare(path);
  migrate(connection, ['CREATE TABLE prompts (x)']);
  // A folder takes the name of the copy.
  await mkdir(`${path}.before-schema-2`);
  const steps = ['CREATE TABLE prompts (x)', 'ALTER TABLE prompts ADD COLUMN y'];
  expect(() => migrate(connection, steps)).toThrow('Nothing was changed.');
  expect(version(connection)).toBe(1);
  expect((await readdir(dirname(path))).sort()).toEqual(['test.db', 'test.db.before-schema-2']);
});
