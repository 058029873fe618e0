import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from '../src/testing/temp-folder.ts';

const packageUrl = new URL('../src/index.ts', import.meta.url).href;

export interface Child {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  readonly printed: () => string;
  /** Resolves with its exit code, null where it was killed. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts a Node process that runs the source, where `db` is this package and `tell(line)` prints a line before it
 * returns, so that what was told stays told when the process is killed. It prints into a file: a pipe that nobody empties
 * fast enough refuses to be written to.
 */
export async function startChild(source: string, wrapper: readonly string[] = []): Promise<Child> {
  const module = `
    import { writeSync } from 'node:fs';
    const db = await import(${JSON.stringify(packageUrl)});
    const tell = (line) => void writeSync(1, line + '\\n');
    ${source}`;
  const [command = '', ...args] = [
    ...wrapper,
    process.execPath,
    '--input-type=module',
    '--eval',
    module,
  ];
  const output = join(await tempFolder(), 'printed');
  const descriptor = openSync(output, 'a');
  const child = spawn(command, args, { stdio: ['ignore', descriptor, 'inherit'] });
  closeSync(descriptor);
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, printed: () => readFileSync(output, 'utf8'), ended };
}
