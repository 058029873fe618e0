import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PerfKitError } from '../errors.ts';

/** The project that is measured: the nearest folder with a `package.json`. */
export interface Project {
  /** Its name in the workspace: `nx.name`, else the package's name without its scope. */
  name: string;
  root: string;
}

/**
 * Finds the project that a folder belongs to.
 *
 * @throws {PerfKitError} when no folder above has a `package.json` with a name.
 */
export function findProject(from = process.cwd()): Project {
  for (let root = resolve(from); ; root = dirname(root)) {
    const path = join(root, 'package.json');
    if (existsSync(path)) {
      const { name, nx } = JSON.parse(readFileSync(path, 'utf8')) as {
        name?: string;
        nx?: { name?: string };
      };
      const found = nx?.name ?? name?.replace(/^@[^/]+\//, '');
      if (found) return { name: found, root };
    }
    if (root === dirname(root)) {
      throw new PerfKitError(
        'BAD_ARGUMENT',
        `Expected a package.json with a name at or above ${from}. Run perf-kit inside a project.`,
      );
    }
  }
}

const LEFT_OUT = new Set(['node_modules', 'dist', '.nx', '.git']);

/**
 * The files of a project that end in `.<kind>.ts` (or mts, tsx, js, mjs, jsx), sorted.
 *
 * @param files Given files are taken instead, those of this kind.
 * @throws {PerfKitError} when a given file does not exist.
 */
export async function findFiles(
  project: Project,
  kind: 'bench' | 'load',
  files: readonly string[] = [],
): Promise<string[]> {
  const ending = new RegExp(`\\.${kind}\\.([mc]?[jt]s|[jt]sx)$`);
  if (files.length > 0) {
    const missing = files.find((file) => !existsSync(file));
    if (missing === undefined) return files.map((file) => resolve(file));
    throw new PerfKitError('BAD_ARGUMENT', `There is no file ${missing}.`);
  }
  const found: string[] = [];
  const entries = glob('**/*', {
    cwd: project.root,
    exclude: (entry: string) => LEFT_OUT.has(basename(entry)),
  });
  for await (const entry of entries) {
    if (ending.test(entry)) found.push(join(project.root, entry));
  }
  return found.sort();
}
