import { execFile } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './temporary-folder.ts';

const PACKAGE = join(import.meta.dirname, '../..');
const TS_BLOCK = /```ts\n(.*?)```/s;

/** What an example of the README printed, and the folder in which it ran, gone when the test ends. */
export interface RanExample {
  stdout: string;
  folder: string;
}

/**
 * Runs the first TypeScript block below a heading of this package's README as a plain script, in a project of its own.
 *
 * @param heading Without its `#`.
 * @throws when there is no such block, or the script fails.
 */
export async function runReadmeExample(heading: string): Promise<RanExample> {
  const source = await readmeExample(heading);
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'package.json'), '{"name": "example", "type": "module"}');
  await writeFile(join(folder, 'example.ts'), source);
  await symlink(join(PACKAGE, '../../node_modules'), join(folder, 'node_modules'), 'dir');
  const { stdout } = await promisify(execFile)(process.execPath, ['example.ts'], { cwd: folder });
  return { stdout, folder };
}

async function readmeExample(heading: string): Promise<string> {
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8');
  const section = readme.split(/^#+ /m).find((text) => text.startsWith(`${heading}\n`));
  const source = TS_BLOCK.exec(section ?? '')?.[1];
  if (source === undefined) {
    throw new Error(`Expected a heading "${heading}" with a block of ts below it in the README.`);
  }
  return source;
}
