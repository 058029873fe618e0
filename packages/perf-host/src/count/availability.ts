import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { CountInstrument } from './count-result.ts';

export type Availability =
  /** Path and version of Valgrind are null where it has no part. */
  | { state: 'available'; valgrind: { path: string; version: string } | null }
  /** What is missing, and what to do. */
  | { state: 'unavailable'; reason: string };

const ALLOCATED: Availability = { state: 'available', valgrind: null };

/** Whether an instrument works on this machine. Starts Valgrind to ask for its version. */
export function instrumentAvailability(
  instrument: CountInstrument,
  { platform = process.platform, path = process.env['PATH'] ?? '' } = {},
): Availability {
  if (instrument === 'allocated') return ALLOCATED;
  if (platform !== 'linux') {
    return unavailable(
      `instructions are counted by Valgrind, which runs Node on Linux only (this is ${platform}): ` +
        'count in a Linux container, or let wall judge',
    );
  }
  const valgrind = path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'valgrind'))
    .find(isExecutable);
  if (valgrind === undefined) {
    return unavailable('instructions need Valgrind: apt-get install valgrind');
  }
  const { stdout } = spawnSync(valgrind, ['--version'], { encoding: 'utf8' });
  const version = /^valgrind-(\S+)/.exec(stdout ?? '')?.[1];
  if (version === undefined) {
    return unavailable(`${valgrind} does not start: apt-get install --reinstall valgrind`);
  }
  return { state: 'available', valgrind: { path: valgrind, version } };
}

function unavailable(reason: string): Availability {
  return { state: 'unavailable', reason };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
