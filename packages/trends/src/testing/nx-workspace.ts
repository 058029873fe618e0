import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@night-pilot/perf-report/workspace';
import { tempFolder } from './temp-folder.ts';

/** Targets of a project by name, as under `nx.targets` in package.json. */
export type Targets = Record<string, { command: string; [option: string]: unknown }>;

/** Creates a small Nx workspace with the Nx of this repository; it is removed when the test ends. */
export async function nxWorkspace(projects: Record<string, Targets>): Promise<string> {
  const workspace = await tempFolder();
  const write = (path: string, value: unknown) =>
    writeFile(join(workspace, path), JSON.stringify(value));
  await symlink(
    join(findWorkspaceRoot(import.meta.dirname), 'node_modules'),
    join(workspace, 'node_modules'),
    'junction',
  );
  await write('nx.json', { analytics: false, neverConnectToCloud: true });
  await write('package.json', { name: 'workspace', private: true, workspaces: ['packages/*'] });
  for (const [name, targets] of Object.entries(projects)) {
    await mkdir(join(workspace, 'packages', name), { recursive: true });
    await write(join('packages', name, 'package.json'), {
      name,
      version: '1.0.0',
      nx: { targets },
    });
  }
  return workspace;
}
