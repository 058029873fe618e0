import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ownedTemporaryFolder } from '@night-pilot/perf-report/process';

/** Temporary folder of one test, removed on disposal. */
export class TemporaryFolder implements AsyncDisposable {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** @param files Contents by path. */
  static async create(files: Record<string, string> = {}): Promise<TemporaryFolder> {
    const folder = new TemporaryFolder(await ownedTemporaryFolder('tools-'));
    for (const [path, content] of Object.entries(files)) await folder.write(path, content);
    return folder;
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  async write(path: string, content: string): Promise<string> {
    await mkdir(dirname(this.path(path)), { recursive: true });
    await writeFile(this.path(path), content);
    return this.path(path);
  }

  /** Writes an executable shell script. */
  async script(path: string, commands: string): Promise<string> {
    await this.write(path, `#!/bin/sh\n${commands}\n`);
    await chmod(this.path(path), 0o755);
    return this.path(path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
