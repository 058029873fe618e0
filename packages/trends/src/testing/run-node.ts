import { spawn } from 'node:child_process';

export interface NodeResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunNodeOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Called with the pid when the process has started. */
  onStart?: (pid: number) => void;
}

/** Runs a script in its own Node process and resolves when it has ended. */
export function runNode(
  args: readonly string[],
  options: RunNodeOptions = {},
): Promise<NodeResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const result = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (result.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (result.stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...result }));
    if (child.pid !== undefined) options.onStart?.(child.pid);
  });
}
