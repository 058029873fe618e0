import { expect, onTestFinished, test } from 'vitest';
import { PASSWORD } from '../testing/postgres.ts';
import { metric, report } from '../testing/reports.ts';
import { runNode } from '../testing/run-node.ts';
import { postgresOfThisFile } from '../testing/stores.ts';
import { findRun } from './history.ts';
import { ingest } from './ingest.ts';
import { openStore, type Store } from './open-store.ts';

async function newUrl(): Promise<string> {
  return (await postgresOfThisFile()).createDatabase();
}

async function opened(url: string): Promise<Store> {
  const store = await openStore(url);
  onTestFinished(() => store.close());
  return store;
}

test('is created, and opened again', async () => {
  const url = await newUrl();
  await ingest(await opened(url), report(1, [metric(100)]));
  expect((await findRun(await opened(url))).id).toBe('run-0001');
});

test('is created once when many open it at once', async () => {
  const url = await newUrl();
  const all = await Promise.all(Array.from({ length: 10 }, () => opened(url)));
  const runs = await Promise.all(
    all.map((store) => store.db.selectFrom('runs').selectAll().execute()),
  );
  expect(runs).toEqual(all.map(() => []));
});

test('is created beside a history in another schema', async () => {
  const server = await postgresOfThisFile();
  const url = await newUrl();
  await opened(url);
  await server.execute(
    url,
    `create schema other; create role tester login password 'x'; grant all on schema other to tester;
     alter role tester set search_path = other`,
  );
  const other = new URL(url);
  other.username = 'tester';
  other.password = 'x';
  await ingest(await opened(other.href), report(1, [metric(100)]));
  await expect(findRun(await opened(url))).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
});

test('needs a database and the user that owns it, as the documentation creates them', async () => {
  const server = await postgresOfThisFile();
  const url = new URL(await newUrl());
  await server.execute(url.href, `create role perf login password 'x'`);
  await server.execute(
    url.href,
    `create database perf owner perf encoding 'UTF8' template template0`,
  );
  url.username = 'perf';
  url.password = 'x';
  url.pathname = '/perf';
  expect(await ingest(await opened(url.href), report(1, [metric(1)]))).toMatchObject({
    state: 'added',
  });
});

test('loads the driver for such a URL only', async () => {
  const script = `
    const { openStore } = await import(${JSON.stringify(import.meta.resolve('./open-store.ts'))});
    await (await openStore(':memory:')).close();
    const { createRequire } = await import('node:module');
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    process.stdout.write(String(loaded.some((path) => /node_modules.pg./.test(path))));`;
  const { stdout } = await runNode(['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
  });
  expect(stdout).toBe('false');
});

test('refuses an empty database where a history must exist, and leaves it empty', async () => {
  const url = await newUrl();
  await expect(openStore(url, { mustExist: true })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringContaining('found an empty database') as string,
  });
  const server = await postgresOfThisFile();
  expect(await server.execute(url, `select from pg_tables where schemaname = 'public'`)).toEqual(
    [],
  );
});

test('refuses a database with other tables, and leaves it as it was', async () => {
  const server = await postgresOfThisFile();
  const url = await newUrl();
  await server.execute(url, 'create table prompts (id integer primary key)');
  await expect(openStore(url)).rejects.toMatchObject({
    code: 'STORE_FOREIGN',
    message: expect.stringContaining('choose another database') as string,
  });
  const tables = `select tablename from pg_tables where schemaname = 'public'`;
  expect(await server.execute(url, tables)).toEqual([{ tablename: 'prompts' }]);
});

test('refuses a history of a newer version', async () => {
  const server = await postgresOfThisFile();
  const url = await newUrl();
  await opened(url);
  await server.execute(url, `insert into kysely_migration values ('999-later', '2030-01-01')`);
  await expect(openStore(url)).rejects.toMatchObject({
    code: 'STORE_NEWER',
    message: expect.stringContaining('999-later') as string,
  });
});

test('refuses a database in another encoding', async () => {
  const server = await postgresOfThisFile();
  const url = await newUrl();
  await server.execute(
    url,
    `create database latin encoding 'LATIN1' locale_provider libc locale 'C' template template0`,
  );
  await expect(openStore(url.replace(/[^/]+$/, 'latin'))).rejects.toMatchObject({
    code: 'STORE_UNSUPPORTED',
    message: expect.stringContaining('got one in LATIN1') as string,
  });
});

test('says in a sentence without the password why it cannot be opened', async () => {
  const url = await newUrl();
  const changed = (change: (url: URL) => void): string => {
    const other = new URL(url);
    change(other);
    return other.href;
  };
  const messages = await Promise.all(
    [
      changed((one) => (one.pathname = '/nope')),
      changed((one) => (one.password = 'wrong-secret')),
      changed((one) => (one.username = 'nobody')),
      changed((one) => (one.port = '1')),
      changed((one) => (one.search = '?sslmode=require')),
      changed((one) => (one.search = '?sslmode=verify-full&sslrootcert=nope.pem')),
    ].map(async (one) => {
      const error: unknown = await openStore(one).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'TrendsError', code: 'STORE_UNAVAILABLE' });
      return `${(error as Error).message}\n`;
    }),
  );
  const { port } = new URL(url);
  const name = (database: string) => `postgres://127.0.0.1:${port}/${database}`;
  expect(messages.map((message) => message.replace(/: check.*\n/, '\n'))).toEqual(
    [
      `Expected a history at ${name('nope')}, found no database nope: create it with "createdb nope".\n`,
      `The server of the history ${name('history9')} refuses the user ci\n`,
      `The server of the history ${name('history9')} refuses the user nobody\n`,
      'The history postgres://127.0.0.1:1/history9 cannot be reached (ECONNREFUSED)\n',
      `The history ${name('history9')} cannot be opened (The server does not support SSL connections)\n`,
      `The history ${name('history9')} cannot be opened: the certificate that sslrootcert names cannot be read (ENOENT).\n`,
    ].map((message) => message.replace('history9', new URL(url).pathname.slice(1))),
  );
  expect(messages.join('')).not.toMatch(/secret/);
  expect(messages.join('')).not.toContain(PASSWORD);
  expect(messages.join('')).not.toContain(encodeURIComponent(PASSWORD));
});

test('refuses a user who may not create tables, and says what to do', async () => {
  const server = await postgresOfThisFile();
  const url = await newUrl();
  await server.execute(url, `create role reader login password 'x'`);
  const other = new URL(url);
  other.username = 'reader';
  other.password = 'x';
  await expect(openStore(other.href)).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.stringMatching(/user reader may not write .+ make it the owner/) as string,
  });
});

test.each(['unit', 'peer'])(
  'refuses the null character in a %s, which PostgreSQL cannot hold, and stores nothing',
  async (where) => {
    const store = await opened(await newUrl());
    const { project, suite, name, params, instrument } = metric(1);
    const peer = { project, suite, name: `${name}\0`, params, instrument, mean: 1, unit: 'ns' };
    const hostile = metric(1, where === 'unit' ? { unit: 'a\0b' } : { peer });
    await expect(ingest(store, report(1, [hostile]))).rejects.toMatchObject({
      code: 'STORE_UNSUPPORTED',
      message: expect.stringContaining('cannot hold the null character') as string,
    });
    await expect(findRun(store)).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' });
  },
);
