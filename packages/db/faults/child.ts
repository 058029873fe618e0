import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';

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
 * returns, so that what was told stays told when the process is killed.
 */
export function startChild(source: string, wrapper: readonly string[] = []): Child {
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
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { process: child, printed: () => printed, ended };
}
