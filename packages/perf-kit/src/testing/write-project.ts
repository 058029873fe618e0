import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';
import type { Project } from '../report/project.ts';

/** A project named `fixture` in a temporary folder, made of the given files. */
export async function writeProject(files: Record<string, string>): Promise<Project> {
  const root = await temporaryFolder();
  const all = { 'package.json': '{"name": "@scope/fixture", "type": "module"}', ...files };
  for (const [path, text] of Object.entries(all)) await writeFile(join(root, path), text);
  return { name: 'fixture', root };
}
