import { realpathSync } from 'node:fs';
import { Readable } from 'node:stream';
import { vi } from 'vitest';

export interface CliResult {
  /** Exit code. */
  status: number;
  stdout: string;
  stderr: string;
}

export interface RunInProcessOptions {
  /** @default the current folder */
  cwd?: string;
  /** Added to the environment. */
  env?: Readonly<Record<string, string>>;
  /** Standard input. @default empty */
  input?: string | Buffer;
}

/**
 * Runs the function behind a command inside the process of the test, without colours and with captured output: starting a
 * process for each command would take most of the time of a test. Only one command may run at a time in a test file,
 * because this changes the current folder and the environment of the process.
 *
 * @param run Returns the exit code.
 */
export async function runInProcess(
  run: () => Promise<number>,
  { cwd, env = {}, input = '' }: RunInProcessOptions = {},
): Promise<CliResult> {
  const previousFolder = process.cwd();
  const printed = { stdout: '', stderr: '' };
  const capture = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    });
  const standardInput = Readable.from([Buffer.from(input)]) as typeof process.stdin;
  const spies = [
    capture('stdout'),
    capture('stderr'),
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(standardInput),
  ];
  for (const [name, value] of Object.entries({ NO_COLOR: '1', ...env })) vi.stubEnv(name, value);
  if (cwd !== undefined) process.chdir(realpathSync(cwd));
  try {
    return { status: await run(), ...printed };
  } finally {
    process.chdir(previousFolder);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}
