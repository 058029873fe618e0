import { expect, test } from 'vitest';
import { isPostgresUrl, postgresAddress } from './postgres-url.ts';

test('knows the two schemes, in any case', () => {
  expect(['postgres://h/d', 'postgresql://h/d', 'POSTGRES://h/d'].every(isPostgresUrl)).toBe(true);
  expect(['history.db', 'sqlite:postgres', 'postgress://h/d'].some(isPostgresUrl)).toBe(false);
});

test('reads a whole URL, and names it without user and password', () => {
  const url = 'postgresql://ci:p%40ss%2F@db.example:6000/perf%20history?sslmode=verify-full';
  expect(postgresAddress(url)).toEqual({
    name: 'postgres://db.example:6000/perf history',
    host: 'db.example',
    port: 6_000,
    database: 'perf history',
    user: 'ci',
    password: 'p@ss/',
    encryption: { mode: 'verify-full' },
  });
});

test('leaves user and password to the environment, and takes the folder of a socket', () => {
  expect(postgresAddress('postgres:///perf?host=/run/postgresql')).toEqual({
    name: 'postgres:///run/postgresql/perf',
    host: '/run/postgresql',
    port: 5_432,
    database: 'perf',
    encryption: { mode: 'disable' },
  });
});

test.each([
  ['no URL', 'postgres://'],
  ['no host', 'postgres:///perf'],
  ['no database', 'postgres://ci:secret@db'],
  ['a password with a #', 'postgres://ci:12#secret@db/perf'],
  ['a password with a /', 'postgres://ci:12/secret@db/perf'],
  ['a password with a ?', 'postgres://ci:12?secret@db/perf'],
  ['a password with a %', 'postgres://ci:secret%zz@db/perf'],
  ['a password that is no port', 'postgres://ci:secret/x@db/perf'],
  ['a parameter with a password', 'postgres://ci@db/perf?password=secret'],
  ['an unknown sslmode', 'postgres://ci:secret@db/perf?sslmode=prefer'],
])('refuses %s, and does not repeat it', (_what, url) => {
  let message = '';
  try {
    postgresAddress(url);
  } catch (error) {
    expect(error).toMatchObject({ name: 'TrendsError', code: 'STORE_UNSUPPORTED' });
    message = `${(error as Error).stack}`;
  }
  expect(message).toContain('postgres://USER:PASSWORD@HOST:PORT/DATABASE, got one ');
  expect(message).not.toContain('secret');
});
