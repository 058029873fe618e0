import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Version } from '../checkout/prepare-versions.ts';
import { renamedFiles } from '../checkout/renamed-files.ts';
import { findFiles } from '@night-pilot/perf-host/workspace';
import type { Project } from '@night-pilot/perf-report/workspace';

/** A bench file of base's own. Paths are relative to the version's root. */
export interface OwnBenchFile {
  path: string;
  /** Folder of its project. */
  project: string;
  /** Head's bench file of the same path, or the one that it was renamed to. null: head has none. */
  successor: string | null;
}

export interface OwnBenchFilesOptions {
  /** The project in base. null: base does not have it. */
  project: Project | null;
  /** Head's bench files. */
  ofHead: readonly string[];
  signal?: AbortSignal | undefined;
}

/** Finds the bench files of base's project, and all others that became bench files of head's project. */
export async function ownBenchFiles(
  versions: { base: Version; head: Version },
  { project, ofHead, signal }: OwnBenchFilesOptions,
): Promise<OwnBenchFile[]> {
  const { root } = versions.base;
  const inProject = project === null ? [] : await benchFilesOf(project, root);
  const added = ofHead.filter((file) => !inProject.includes(file));
  const renamed = await renamedFiles(versions, added, { pattern: '**/*.bench.*', signal });
  const successors = new Map([...renamed].map(([after, before]) => [before, after]));
  return [...new Set([...inProject, ...successors.keys()])].map((path) => ({
    path,
    project:
      project !== null && inProject.includes(path)
        ? relative(root, project.root)
        : nearestProject(path, root),
    successor: ofHead.includes(path) ? path : (successors.get(path) ?? null),
  }));
}

/** Finds the bench files of a project, relative to the root of its version. */
export async function benchFilesOf(project: Project, root: string): Promise<string[]> {
  if (!existsSync(project.root)) return [];
  const files = await findFiles(project, 'bench');
  return files.map((file) => relative(root, file));
}

/** Finds the nearest folder with a package.json. */
function nearestProject(path: string, root: string): string {
  let folder = dirname(path);
  while (folder !== '.' && !existsSync(join(root, folder, 'package.json'))) {
    folder = dirname(folder);
  }
  return folder === '.' ? '' : folder;
}
