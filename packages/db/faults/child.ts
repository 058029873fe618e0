import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { tempFolder } from '../src/testing/temp-folder.ts';

const packageUrl = new URL('../src/index.ts', import.meta.url).href;

export interface Child {
  readonly process: ChildProcess;
  /** Returns the output so far. */
  readonly printed: () => string;
  /** Resolves to the exit code, or null if it was killed. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts a Node process that runs the source. In it `db` is this package, and `print(line)` has printed the line when it
 * returns, so that the line survives when the process is killed. The output goes to a file, because a pipe that nobody reads
 * fast enough refuses writes.
 */
export async function startChild(source: string, wrapper: readonly string[] = []): Promise<Child> {
  const module = `
    import { writeSync } from 'node:fs';
    const db = await import(${JSON.stringify(packageUrl)});
    const print = (line) => void writeSync(1, line + '\\n');
    ${source}`;
  const [command, ...args] = [
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
