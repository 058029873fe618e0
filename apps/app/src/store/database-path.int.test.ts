import { execFileSync } from 'node:child_process';
import { chmod, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@night-pilot/db/leftovers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databasePath, prepareDatabaseFile } from './database-path.ts';

let folder: string;

beforeEach(() => {
  folder = temporaryFolder('night-pilot-path-');
});

afterEach(() => rm(folder, { recursive: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe('databasePath', () => {
  test('prefers the option to the environment, and that to the home folder', () => {
    expect(databasePath('/a/option.db', '/a/environment.db')).toBe('/a/option.db');
    expect(databasePath(undefined, '/a/environment.db')).toBe('/a/environment.db');
    expect(databasePath(undefined, '')).toBe(join(homedir(), '.night-pilot', 'night-pilot.db'));
  });

  test('is absolute', () => {
    expect(databasePath('here.db')).toBe(join(process.cwd(), 'here.db'));
  });
});

describe('prepareDatabaseFile', () => {
  test('creates a folder and a file that no other user can read', async () => {
    const path = join(folder, 'new', 'night-pilot.db');
    await prepareDatabaseFile(path);
    expect(await modeOf(path)).toBe(0o600);
    expect(await modeOf(join(folder, 'new'))).toBe(0o700);
  });

  test('changes nothing that exists already', async () => {
    const path = join(folder, 'night-pilot.db');
    await writeFile(path, 'data');
    await chmod(path, 0o640);
    await prepareDatabaseFile(path);
    expect(await modeOf(path)).toBe(0o640);
    expect((await stat(path)).size).toBe(4);
  });

  test('names the file and what to do when it cannot be created', async () => {
    const path = join(folder, 'file', 'night-pilot.db');
    await writeFile(join(folder, 'file'), '');
    await expect(prepareDatabaseFile(path)).rejects.toMatchObject({
      code: 'CANNOT_PREPARE',
      message: expect.stringContaining(`"${path}" cannot be used`) as string,
    });
  });

  test('does not wait at a FIFO, and leaves a folder to the store', async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    await prepareDatabaseFile(fifo);
    await prepareDatabaseFile(folder);
    expect(await readdir(folder)).toEqual(['fifo']);
  });

  test.each([
    ['a\0b', 'null bytes'],
    ['n'.repeat(1_000_000), 'ENAMETOOLONG'],
  ])('says in one short sentence that a name is impossible', async (name, reason) => {
    const error = await prepareDatabaseFile(join(folder, name)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CANNOT_PREPARE' });
    expect((error as Error).message).toContain(reason);
    expect((error as Error).message.length).toBeLessThan(400);
  });
});
