import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { endianness } from 'node:os';

/** Readings per search for children of the main thread, which starts the processes in most programs. */
const READINGS_PER_LOOK = 2;

/** Readings per search for children of all threads. Node has ten other threads. */
const READINGS_PER_FULL_LOOK = 10;

/** Readings per listing of the threads: one may have replaced another. */
const READINGS_PER_LISTING = 100;

/** Large enough for every file of `/proc`: the largest list some thousand children. */
const BUFFER = Buffer.alloc(2 ** 16);

/**
 * A process under Linux, read from `/proc` through files that stay open. A reading costs a third of opening them each
 * time, and an open file never shows another process with the same id.
 */
export class WatchedProcess {
  readonly pid: number;
  /** Parent at the last reading. */
  parent = 0;
  rssBytes = 0;
  #ownMs = 0;
  #waitedForMs = 0;
  #waitedForAtFirstMs: number | null = null;
  #missedMs = 0;
  readonly #statFile: number;
  readonly #memoryFile: number;
  #threads = 0;
  /** Files with the children of each thread, the main thread first. */
  #childFiles: number[] = [];
  #readings = 0;

  private constructor(pid: number, { stat, memory }: { stat: number; memory: number }) {
    this.pid = pid;
    this.#statFile = stat;
    this.#memoryFile = memory;
  }

  /** @returns null when there is no such process. */
  static open(pid: number): WatchedProcess | null {
    const stat = openIfThere(`/proc/${pid}/stat`);
    if (stat === null) return null;
    const memory = openIfThere(`/proc/${pid}/statm`);
    if (memory !== null) return new WatchedProcess(pid, { stat, memory });
    closeSync(stat);
    return null;
  }

  /**
   * CPU time of the process and of its ended descendants. The kernel adds a child's time to its parent when the parent
   * waits for it; otherwise the last reading of the child counts.
   */
  get cpuMs(): number {
    const seenToEndMs = (this.#waitedForAtFirstMs ?? 0) + this.#missedMs;
    return this.#ownMs + Math.max(this.#waitedForMs, seenToEndMs);
  }

  /** Adds the last reading of a descendant that has ended. */
  childEnded({ cpuMs }: { cpuMs: number }): void {
    this.#missedMs += cpuMs;
  }

  /** @returns false when the process has ended; its values then stay those of the last reading. */
  read(): boolean {
    const stat = readIfThere(this.#statFile);
    if (stat === '') return false;
    // The name of the program, in brackets, may hold blanks and brackets. See proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const number = (index: number) => Number(fields[index]);
    this.parent = number(1);
    this.#ownMs = (number(11) + number(12)) * MS_PER_TICK;
    this.#waitedForMs = (number(13) + number(14)) * MS_PER_TICK;
    this.#waitedForAtFirstMs ??= this.#waitedForMs;
    this.rssBytes = this.#readRssBytes();
    const threads = number(17);
    if (threads !== this.#threads || this.#readings % READINGS_PER_LISTING === 0) {
      this.#threads = threads;
      this.#listThreads();
    }
    this.#readings += 1;
    return true;
  }

  /** Returns the ids of the children that this reading looks for. */
  children(): number[] {
    const isDue = (every: number) => this.#readings % every === 1;
    if (!isDue(READINGS_PER_LOOK)) return [];
    const files = isDue(READINGS_PER_FULL_LOOK) ? this.#childFiles : this.#childFiles.slice(0, 1);
    return files.flatMap((file) => readIfThere(file).split(' ').filter(Boolean).map(Number));
  }

  close(): void {
    closeSync(this.#statFile);
    closeSync(this.#memoryFile);
    this.#childFiles.forEach((file) => closeSync(file));
    this.#childFiles = [];
  }

  /**
   * `stat` has the value too, but without what each processor has not added yet. The difference of up to 0.17 MB lasts
   * for a while and looks like growth. `statm` of recent kernels includes it (seen with 6.18).
   */
  #readRssBytes(): number {
    const [, pages] = readIfThere(this.#memoryFile).split(' ');
    return Number(pages ?? 0) * PAGE_BYTES;
  }

  #listThreads(): void {
    this.#childFiles.forEach((file) => closeSync(file));
    this.#childFiles = threadsOf(this.pid).flatMap(
      (thread) => openIfThere(`/proc/${this.pid}/task/${thread}/children`) ?? [],
    );
  }
}

function threadsOf(pid: number): string[] {
  return ifThere(() => readdirSync(`/proc/${pid}/task`)) ?? [];
}

function openIfThere(path: string): number | null {
  return ifThere(() => openSync(path, 'r'));
}

/** @returns '' for a process that has ended. */
function readIfThere(file: number): string {
  const length = ifThere(() => readSync(file, BUFFER, 0, BUFFER.length, 0)) ?? 0;
  return BUFFER.toString('latin1', 0, length);
}

/** @returns null when the file belongs to a process that has ended, or that is hidden from us. */
function ifThere<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(code)) return null;
    throw error;
  }
}

/** Keys of getauxval(3), which the kernel gives to every process. */
const PAGE_SIZE_KEY = 6;
const TICKS_PER_SECOND_KEY = 17;

const PAGE_BYTES = auxiliaryValue(PAGE_SIZE_KEY) ?? 4096;
const MS_PER_TICK = 1000 / (auxiliaryValue(TICKS_PER_SECOND_KEY) ?? 100);

function auxiliaryValue(key: number): number | null {
  const bytes = ifThere(() => readFileSync('/proc/self/auxv')) ?? Buffer.alloc(0);
  const size = process.arch === 'arm' || process.arch === 'ia32' ? 4 : 8;
  const wordAt = (at: number) => {
    const word = bytes.subarray(at, at + size);
    // None of these values needs more than four bytes.
    return endianness() === 'LE' ? word.readUIntLE(0, 4) : word.readUIntBE(size - 4, 4);
  };
  for (let at = 0; at + 2 * size <= bytes.length; at += 2 * size) {
    if (wordAt(at) === key) return wordAt(at + size);
  }
  return null;
}
