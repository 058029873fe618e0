import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const packageUrl = new URL('../index.ts', import.meta.url).href;

/** Runs a module in a Node process of its own, where `db` is this package; resolves to what it printed. */
export async function runInProcess(source: string): Promise<string> {
  const module = `const db = await import(${JSON.stringify(packageUrl)});\n${source}`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    module,
  ]);
  return stdout.trim();
}
