import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const packageUrl = new URL('../index.ts', import.meta.url).href;

/** Runs a module, in which `db` is this package, in a new Node process. Resolves to its output. */
export async function runInProcess(source: string): Promise<string> {
  const module = `const db = await import(${JSON.stringify(packageUrl)});\n${source}`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    module,
  ]);
  return stdout.trim();
}
