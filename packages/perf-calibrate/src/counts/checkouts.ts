import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ownedTemporaryFolder } from '@night-pilot/perf-report/process';
import { type Module, textOf } from './corpus/module.ts';
import { NEEDED, PROGRAM_NAMES, type ProgramName } from './corpus/generated-programs.ts';

const { resolve } = createRequire(import.meta.url);

/** Returns the programs whose packages are installed beside perf-kit. */
export function availablePrograms(): ProgramName[] {
  return PROGRAM_NAMES.filter((name) => {
    const needed = NEEDED[name];
    return needed === undefined || folderOf(needed) !== null;
  });
}

/** Versions of programs in a temporary folder, at paths of equal length. */
export class Checkouts implements AsyncDisposable {
  readonly root: string;
  #made = 0;

  private constructor(root: string) {
    this.root = root;
  }

  static async open(): Promise<Checkouts> {
    const root = await ownedTemporaryFolder('perf-kit-calibrate-');
    const packages = join(root, 'node_modules');
    await mkdir(packages);
    for (const name of Object.values(NEEDED)) {
      const folder = folderOf(name);
      // A junction needs no rights on Windows; elsewhere the kind is ignored.
      if (folder !== null) await symlink(folder, join(packages, name), 'junction');
    }
    return new Checkouts(root);
  }

  /** Writes a version. @returns its folder. */
  async add(modules: readonly Module[]): Promise<string> {
    const folder = join(this.root, String((this.#made += 1)).padStart(6, '0'));
    await mkdir(folder);
    await writeFile(join(folder, 'package.json'), '{ "name": "program", "type": "module" }\n');
    await Promise.all(
      modules.map(async (module) => {
        const path = join(folder, module.path);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, textOf(module));
      }),
    );
    return folder;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

function folderOf(name: string): string | null {
  try {
    return dirname(resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}
