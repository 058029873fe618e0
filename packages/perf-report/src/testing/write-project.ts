import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';
import type { Project } from '../workspace/project.ts';

/**
 * Writes a project named `fixture` with the given files into a temporary folder. Its own `node_modules` takes the
 * caches.
 */
export async function writeProject(files: Record<string, string>): Promise<Project> {
  const root = await temporaryFolder();
  const allFiles = {
    'package.json': '{"name": "@scope/fixture", "type": "module"}',
    'node_modules/.keep': '',
    ...files,
  };
  for (const [path, text] of Object.entries(allFiles)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return { name: 'fixture', root };
}
