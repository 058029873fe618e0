import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { Project } from '@night-pilot/perf-report/workspace';

const LEFT_OUT = new Set(['node_modules', 'dist', '.nx', '.git']);

/** Words before the last ending; for benchmarks those that Vitest takes. */
const MIDDLE = { bench: '(bench|benchmark)', load: 'load', measure: 'measure' } as const;

/**
 * Finds the files of a project that end in `.<kind>.ts` (or mts, tsx, js, mjs, jsx; also `.benchmark.`), sorted.
 *
 * @param files Files to take instead.
 * @throws {PerfKitError} when a given file does not exist or is of another kind.
 */
export async function findFiles(
  project: Project,
  kind: 'bench' | 'load' | 'measure',
  files: readonly string[] = [],
): Promise<string[]> {
  const ending = new RegExp(`\\.${MIDDLE[kind]}\\.([mc]?[jt]s|[jt]sx)$`);
  if (files.length > 0) {
    for (const file of files) {
      if (!existsSync(file)) throw new PerfKitError('BAD_ARGUMENT', `There is no file ${file}.`);
      if (ending.test(file)) continue;
      throw new PerfKitError('BAD_ARGUMENT', `Expected a *.${kind}.ts file, got ${file}.`);
    }
    return [...new Set(files.map((file) => resolve(file)))];
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
