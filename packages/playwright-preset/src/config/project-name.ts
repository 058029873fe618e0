import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PresetError } from '../errors.ts';

/**
 * The name of the project that a folder belongs to: that of the nearest package.json at or above
 * it, without its scope (`@night-pilot/app` is `app`).
 *
 * @throws {PresetError} with code `PROJECT_NOT_FOUND`.
 */
export function projectName(projectRoot: string): string {
  for (let folder = resolve(projectRoot); ; folder = dirname(folder)) {
    const name = nameIn(join(folder, 'package.json'));
    if (name) return name.replace(/^@[^/]+\//, '');
    if (folder === dirname(folder)) break;
  }
  throw new PresetError(
    'PROJECT_NOT_FOUND',
    `Expected a package.json with a name in ${projectRoot} or above; there is none. ` +
      'Set projectRoot to import.meta.dirname of the configuration.',
  );
}

function nameIn(path: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { name?: string }).name;
  } catch {
    return undefined;
  }
}
