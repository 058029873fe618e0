import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { nearNames } from './near-names.ts';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import { findProject, findWorkspaceRoot, type Project } from '@night-pilot/perf-report/workspace';

interface WorkspaceProject extends Project {
  /** Name by which it is imported, such as `@scope/name`; null when its package.json has none. */
  packageName: string | null;
  /** Folder, relative to the workspace. */
  folder: string;
}

const NEVER = ['**/node_modules', '**/dist', '**/.nx', '**/.git'];

/**
 * Finds the project that a person named.
 *
 * @param name The name in its reports, the name of its package with or without the scope, or its folder, relative to the
 *   workspace's root or to the working directory. @default the project that `from` belongs to
 * @param from A folder inside the workspace. @default process.cwd()
 * @throws {PerfKitError} `PROJECT_UNKNOWN` with similar names and all names; also when two projects have the name.
 */
export async function chooseProject(
  name: string | undefined,
  from = process.cwd(),
): Promise<Project> {
  if (name === undefined) return findProject(from);
  const workspace = findWorkspaceRoot(from);
  const projects = await projectsOf(workspace);
  const found = find(projects, name, { workspace, from });
  const [project] = found;
  if (found.length === 1 && project !== undefined)
    return { name: project.name, root: project.root };
  throw unknown(name, { workspace, projects, found });
}

/** Returns the projects that the most specific kind of name finds. */
function find(
  projects: readonly WorkspaceProject[],
  name: string,
  { workspace, from }: { workspace: string; from: string },
): WorkspaceProject[] {
  const ways: ((project: WorkspaceProject) => boolean)[] = [
    (project) => project.packageName === name,
    (project) => project.name === name,
    ({ packageName }) => packageName !== null && withoutScope(packageName) === name,
    ({ root }) => root === resolve(from, name),
    ({ root }) => root === resolve(workspace, name),
  ];
  return ways.map((way) => projects.filter(way)).find(({ length }) => length > 0) ?? [];
}

/** Lists the workspace's root and every folder that its package.json names, or all that have a package.json when it names none. */
async function projectsOf(workspace: string): Promise<WorkspaceProject[]> {
  const patterns = workspacePatterns(workspace);
  const isLeftOut = (pattern: string) => pattern.startsWith('!');
  const leftOut = patterns.filter(isLeftOut).map((pattern) => pattern.slice(1));
  const folders = new Set<string>();
  const entries = glob(
    ['.', ...patterns.filter((pattern) => !isLeftOut(pattern))].map((pattern) =>
      join(pattern, 'package.json'),
    ),
    { cwd: workspace, exclude: [...NEVER, ...leftOut] },
  );
  for await (const entry of entries) folders.add(dirname(entry));
  return [...folders].sort().flatMap((folder): WorkspaceProject[] => {
    const root = join(workspace, folder);
    const { name, nx } = readManifest(join(root, 'package.json'));
    if (name === undefined && nx?.name === undefined) return [];
    return [{ ...findProject(root), packageName: name ?? null, folder }];
  });
}

interface Manifest {
  name?: string;
  nx?: { name?: string };
  /** The form of npm, and the longer one of Yarn. */
  workspaces?: string[] | { packages?: string[] };
}

function workspacePatterns(workspace: string): string[] {
  const file = join(workspace, 'package.json');
  const { workspaces } = existsSync(file) ? readManifest(file) : {};
  return (Array.isArray(workspaces) ? workspaces : workspaces?.packages) ?? ['**'];
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

function withoutScope(packageName: string): string {
  return packageName.replace(/^@[^/]+\//, '');
}

function unknown(
  name: string,
  {
    workspace,
    projects,
    found,
  }: { workspace: string; projects: WorkspaceProject[]; found: WorkspaceProject[] },
): PerfKitError {
  if (found.length > 1) {
    const folders = found.map(({ folder }) => folder).join(', ');
    const message = `More than one project is named "${name}": give the folder, one of ${folders}.`;
    return new PerfKitError('PROJECT_UNKNOWN', message);
  }
  const near = nearNames(
    withoutScope(name),
    projects.map((project) => project.name),
  );
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  const there = projects.map((project) => `${project.name} (${project.folder})`).join(', ');
  return new PerfKitError(
    'PROJECT_UNKNOWN',
    `There is no project "${name}" in ${workspace}.${meant} Its projects: ${there || 'none'}.`,
  );
}
