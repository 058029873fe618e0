import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** A running process. */
export interface RunningProcess {
  pid: number;
  /** Its command line; empty where that cannot be read. */
  command: string;
}

/** An environment variable by which everything that a program starts is found, also where it left the process group. */
export interface Mark {
  env: Record<string, string>;
  /** `NAME=value`. */
  text: string;
}

/** Longest command line that is returned, in characters. */
const LONGEST = 120;

/** Makes a mark that nobody else has. All marks of one name are equally long. */
export function newMark(name: string): Mark {
  const value = randomBytes(12).toString('hex');
  return { env: { [name]: value }, text: `${name}=${value}` };
}

/**
 * Lists the running processes with a mark, without this one. Only Linux shows the environment of processes; elsewhere
 * none is found.
 */
export function findMarked({ text }: Mark): RunningProcess[] {
  return processIds().flatMap((pid) => {
    if (pid === process.pid || !linesOf(pid, 'environ').includes(text)) return [];
    return [{ pid, command: linesOf(pid, 'cmdline').join(' ').trim().slice(0, LONGEST) }];
  });
}

/** Kills all processes with a mark, and returns them. See `findMarked`. */
export function endMarked(mark: Mark): RunningProcess[] {
  const found = findMarked(mark);
  for (const { pid } of found) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isSafeInteger);
  } catch {
    return [];
  }
}

function linesOf(pid: number, file: 'environ' | 'cmdline'): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
