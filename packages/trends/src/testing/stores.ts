import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres.ts';
import { tempFolder } from './temp-folder.ts';

let server: Promise<PostgresServer> | null = null;
afterAll(async () => {
  if (server !== null) await (await server).remove();
});

/** Returns the PostgreSQL server of a test file; the first test that needs it starts it. */
export function postgresOfThisFile(): Promise<PostgresServer> {
  return (server ??= startPostgres());
}

/** Databases that a history can be in. The same tests run on each. */
export const stores = [
  {
    name: 'SQLite',
    /** Returns the URL of a new history. */
    newUrl: async (): Promise<string> => join(await tempFolder(), 'history.db'),
    /** Makes the database refuse a point whose mean is 666. */
    refusal: `create trigger full_disk before insert on points when new.mean = 666
      begin select raise(abort, 'full_disk'); end`,
  },
  {
    name: 'PostgreSQL',
    newUrl: async () => (await postgresOfThisFile()).createSchema(),
    refusal: 'alter table points add constraint full_disk check (mean <> 666)',
  },
];
