import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ReportError } from '../report/errors.ts';

/** The measured project: the nearest folder with a `package.json`. */
export interface Project {
  /** Name in the workspace: `nx.name`, else the package's name without its scope. */
  name: string;
  root: string;
}

/**
 * Finds the project that a folder belongs to.
 *
 * @throws {ReportError} `PROJECT_NOT_FOUND` when no folder at or above has a `package.json` with a name.
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
      throw new ReportError(
        'PROJECT_NOT_FOUND',
        `Expected a package.json with a name at or above ${from}. Every measured project needs one.`,
      );
    }
  }
}
