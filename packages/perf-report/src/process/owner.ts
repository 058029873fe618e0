import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isAlive } from './is-alive.ts';
import { processStart } from './process-start.ts';

/** Digits are padded, so that the paths of all runs are equally long: instruction counts depend on that. */
const PID_DIGITS = 10;
const START_DIGITS = 12;
const OWNER = /^(?<pid>\d{10})-(?<start>\d{12})-(?<place>[0-9a-f]{8})(?=$|\.|-)/;

let here: string | null = null;

/**
 * Returns the text by which a name says which process it belongs to: its id, its start, and the machine or container
 * in which the id is valid, such as `0000004711-000012345678-1f0c33a9`.
 */
export function ownOwner(): string {
  const start = processStart(process.pid) ?? 0;
  return [
    String(process.pid).padStart(PID_DIGITS, '0'),
    String(start).padStart(START_DIGITS, '0'),
    (here ??= place()),
  ].join('-');
}

/**
 * Whether a text begins with an owner that has ended. Owners on other machines and in other containers count as
 * running, because nobody here can know.
 */
export function isOwnerGone(text: string): boolean {
  const { pid, start, place: itsPlace } = OWNER.exec(text)?.groups ?? {};
  if (pid === undefined || itsPlace !== (here ??= place())) return false;
  if (!isAlive(Number(pid))) return true;
  const startNow = processStart(Number(pid));
  return startNow !== null && startNow !== Number(start);
}

/** Process ids are valid in one namespace of one machine. Containers may share a folder. */
function place(): string {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux.
  }
  return createHash('sha256').update(`${hostname()}\n${namespace}`).digest('hex').slice(0, 8);
}
