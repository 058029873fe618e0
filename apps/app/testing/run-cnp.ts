import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** Path of the executable that users start. */
export const cnpFile = fileURLToPath(new URL('../bin/cnp.mjs', import.meta.url));

export interface CnpOutcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunCnpOptions {
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input. @default empty */
  readonly input?: string | Uint8Array;
}

/** Runs `cnp` in its own process until it ends. */
export async function runCnp(
  args: readonly string[],
  { env = {}, input = '' }: RunCnpOptions = {},
): Promise<CnpOutcome> {
  const child = spawn(process.execPath, [cnpFile, ...args], {
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  child.stdin.end(input);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await exited, stdout, stderr };
}
