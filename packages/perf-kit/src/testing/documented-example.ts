import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '@night-pilot/perf-report/testing';

const PACKAGE = join(import.meta.dirname, '../..');

/** Returns the TypeScript examples of a section in one of this package's pages. */
export function documentedExamples(heading: string, page = 'docs/tools.md'): string[] {
  const markdown = readFileSync(join(PACKAGE, page), 'utf8');
  const section = markdown.split(/^#+ /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
}

/** Creates a project named `example` in a temporary folder. It resolves this package and everything that the workspace has installed. */
export async function exampleProject(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  const withManifest = { 'package.json': '{"name": "example", "type": "module"}', ...files };
  for (const [path, text] of Object.entries(withManifest))
    await writeFile(join(folder, path), text);
  await symlink(join(PACKAGE, '../../node_modules'), join(folder, 'node_modules'));
  return folder;
}

/**
 * Runs the first example of a section with Node, in a project of its own.
 *
 * @returns Its standard output and its folder.
 * @throws When the section has no example, or the example fails.
 */
export async function runDocumentedExample(
  heading: string,
): Promise<{ stdout: string; folder: string }> {
  const [code] = documentedExamples(heading);
  if (code === undefined)
    throw new Error(`Expected an example below "${heading}" in docs/tools.md, found none.`);
  const folder = await exampleProject({ 'example.ts': code });
  const { stdout } = await promisify(execFile)(process.execPath, ['example.ts'], { cwd: folder });
  return { stdout, folder };
}
