import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../process/is-alive.ts';

const PREFIX = 'perf-kit-count-';
/** The process id has leading zeros, so that paths have the same length in every run. */
const OURS = /^perf-kit-count-(\d{10})-[^-]+$/;
const HOST_NOTE = 'host';

let isTidied = false;

/** Makes the folder of a session. The first call in a process removes the folders of killed processes. */
export async function makeSessionFolder(): Promise<string> {
  if (!isTidied) {
    isTidied = true;
    await removeLeftSessions();
  }
  const pid = String(process.pid).padStart(10, '0');
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${pid}-`));
  await writeFile(join(folder, HOST_NOTE), hostname());
  return folder;
}

/** Removes the folders of sessions whose process is gone. Those of other users and machines are left alone. */
export async function removeLeftSessions(parent = tmpdir()): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const pid = OURS.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(parent, name);
    if (await isOwnFolder(folder)) await rm(folder, { recursive: true, force: true });
  }
}

async function isOwnFolder(folder: string): Promise<boolean> {
  try {
    if ((await stat(folder)).uid !== (process.getuid?.() ?? 0)) return false;
    return (await readFile(join(folder, HOST_NOTE), 'utf8')) === hostname();
  } catch {
    return false;
  }
}
