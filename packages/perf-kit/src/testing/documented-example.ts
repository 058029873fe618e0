import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@night-pilot/perf-report/testing';

const PACKAGE = join(import.meta.dirname, '../..');

/** The TypeScript examples below a heading of one of this package's pages, up to the next heading. */
export function documentedExamples(heading: string, page = 'docs/tools.md'): string[] {
  const text = readFileSync(join(PACKAGE, page), 'utf8');
  const section = text.split(/^#+ /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
}

/** A project named `example` in a temporary folder that finds this package, and whatever the workspace has installed. */
export async function exampleProject(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  const all = { 'package.json': '{"name": "example", "type": "module"}', ...files };
  for (const [path, text] of Object.entries(all)) await writeFile(join(folder, path), text);
  await symlink(join(PACKAGE, '../../node_modules'), join(folder, 'node_modules'));
  return folder;
}

/**
 * Runs the first example below a heading with Node, in a project of its own.
 *
 * @returns what it wrote, and where.
 * @throws when it ends with an error.
 */
export async function runDocumentedExample(
  heading: string,
): Promise<{ stdout: string; folder: string }> {
  const [code] = documentedExamples(heading);
  if (code === undefined) throw new Error(`docs/tools.md has no example below "${heading}".`);
  const folder = await exampleProject({ 'example.ts': code });
  const { stdout } = await promisify(execFile)(process.execPath, ['example.ts'], { cwd: folder });
  return { stdout, folder };
}
