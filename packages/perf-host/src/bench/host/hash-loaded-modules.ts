import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { loadedModules } from '../../transform/register-fallback.ts';

const DEPENDENCIES = `${sep}node_modules${sep}`;

/**
 * Hashes the paths and contents of all modules that this process has loaded so far, those of dependencies included and
 * perf-kit's own excluded. Two checkouts of the same code have the same hash.
 */
export function hashLoadedModules(): string {
  const hash = createHash('sha256');
  const modules = [...new Set(loadedModules)].map((path) => ({ path, name: nameOf(path) }));
  for (const { path, name } of modules.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const content = createHash('sha256').update(readFileSync(path)).digest('hex');
    hash.update(`${name}\0${content}\n`);
  }
  return hash.digest('hex');
}

/** Returns a name that does not depend on where the checkout lies, or its dependencies. */
function nameOf(path: string): string {
  const at = path.lastIndexOf(DEPENDENCIES);
  return at === -1 ? relative(process.cwd(), path) : path.slice(at);
}
