import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { temporaryFolder } from '@night-pilot/perf-report/testing';

/** A workspace under git whose `top` imports `middle`, which imports `core` and `outside`. */
const FILES = {
  '.gitignore': 'node_modules/\nignored.txt\n',
  'package.json': JSON.stringify({
    name: 'fixture',
    version: '1.0.0',
    private: true,
    type: 'module',
    workspaces: ['packages/*'],
  }),
  'vendor/outside/package.json': manifest('outside'),
  'vendor/outside/index.js': 'export const outside = "from a package";\n',
  'packages/core/package.json': manifest('core'),
  'packages/core/index.js': 'export const core = 1;\n',
  'packages/middle/package.json': manifest('middle', {
    '@fixture/core': '*',
    outside: 'file:../../vendor/outside-1.0.0.tgz',
  }),
  'packages/middle/index.js':
    'import { core } from "@fixture/core";\nexport { outside } from "outside";\nexport const middle = `middle ${core}`;\n',
  'packages/top/package.json': manifest('top', { '@fixture/middle': '*' }),
  'packages/top/index.js': 'export { middle as top } from "@fixture/middle";\n',
  'packages/top/bench/top.bench.ts': 'import { top } from "../index.js";\nconsole.log(top);\n',
};

export interface NpmWorkspace {
  root: string;
  /** Folder of checkouts, as TMPDIR. Empty at first. */
  temporary: string;
  write: (files: Record<string, string>) => void;
  /** Writes these files, and commits all. */
  commit: (files?: Record<string, string>) => void;
  git: (...args: string[]) => string;
  npm: (...args: string[]) => void;
}

let template: string | null = null;
afterAll(() => {
  if (template !== null) rmSync(template, { recursive: true, force: true });
  template = null;
});

/**
 * Makes a workspace that npm installed from local files alone, in a temporary folder and with one commit. npm installs it
 * once for a test file.
 */
export async function npmWorkspace(): Promise<NpmWorkspace> {
  // Requests to a registry fail.
  vi.stubEnv('npm_config_offline', 'true');
  template ??= makeTemplate();
  const folder = await temporaryFolder();
  const root = join(folder, 'workspace');
  const temporary = join(folder, 'temporary');
  cpSync(template, root, { recursive: true, verbatimSymlinks: true });
  mkdirSync(temporary);
  vi.stubEnv('TMPDIR', temporary);
  const git = (...args: string[]) => run('git', args, root);
  const write = (files: Record<string, string>) => writeFiles(root, files);
  const commit = (files: Record<string, string> = {}) => {
    write(files);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', 'a change');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Fixture');
  git('config', 'user.email', 'fixture@example.invalid');
  commit();
  return { root, temporary, write, commit, git, npm: (...args) => void run('npm', args, root) };
}

function makeTemplate(): string {
  const root = mkdtempSync(join(tmpdir(), 'perf-kit-'));
  writeFiles(root, FILES);
  run('npm', ['pack', '--pack-destination', '..', '.'], join(root, 'vendor/outside'));
  rmSync(join(root, 'vendor/outside'), { recursive: true });
  run('npm', ['install', '--no-audit', '--no-fund'], root);
  return root;
}

function run(command: string, args: string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function writeFiles(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function manifest(name: string, dependencies: Record<string, string> = {}): string {
  const scoped = name === 'outside' ? name : `@fixture/${name}`;
  return JSON.stringify({
    name: scoped,
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
    dependencies,
  });
}
