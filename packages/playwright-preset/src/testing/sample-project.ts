import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const packageRoot = resolve(import.meta.dirname, '../..');
const nodeModules = resolve(packageRoot, '../../node_modules');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** An npm project named `@sample/shop` in a temporary folder, removed on disposal. */
export class SampleProject implements AsyncDisposable {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** @param files Contents by path. */
  static async create(files: Record<string, string>): Promise<SampleProject> {
    const root = await mkdtemp(join(tmpdir(), 'playwright-preset-'));
    const all = {
      'nx.json': '{}',
      'package.json': JSON.stringify({ name: '@sample/shop', type: 'module' }),
      ...files,
    };
    for (const [path, content] of Object.entries(all)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    await symlink(nodeModules, join(root, 'node_modules'));
    return new SampleProject(root);
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  /** Runs `playwright` in the project. Of this process's environment it gets PATH, HOME and NIGHT_PILOT_CHROMIUM only. */
  playwright(args: string[], env: Record<string, string> = {}): Promise<Ended> {
    return this.#run(join(nodeModules, '@playwright/test/cli.js'), args, env);
  }

  /** Runs `playwright-preset` in the project. */
  preset(args: string[], env: Record<string, string> = {}): Promise<Ended> {
    return this.#run(join(packageRoot, 'bin/playwright-preset.mjs'), args, env);
  }

  async #run(script: string, args: string[], env: Record<string, string>): Promise<Ended> {
    const { PATH, HOME, NIGHT_PILOT_CHROMIUM } = process.env;
    const child = spawn(process.execPath, [script, ...args], {
      cwd: this.root,
      env: { PATH, HOME, NIGHT_PILOT_CHROMIUM, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((done) => child.once('close', done)),
    ]);
    return { code, stdout, stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
