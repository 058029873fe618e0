import { join } from 'node:path';
import { findUnchanged } from '@night-pilot/perf-compare/compare';
import {
  calibrationVersions,
  type CountCalibrationSizes,
  DEFAULT_SIZES,
  type ProgramVersion,
} from './calibration-versions.ts';
import { availablePrograms, Checkouts } from './checkouts.ts';
import { BENCH_FILE } from './corpus/generated-programs.ts';
import type { Module } from './corpus/module.ts';

export interface PassOverEditsOptions {
  /** @default those of a whole calibration */
  sizes?: Partial<CountCalibrationSizes> | undefined;
  signal: AbortSignal;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Numbers of edits, and of those that the pass over a file calls unchanged. */
export interface PassOverEdits {
  planted: { edits: number; calledUnchanged: number };
  nullEdits: { edits: number; calledUnchanged: number };
}

const SUITE = 'suite.bench.ts';

/**
 * Puts edited programs of all kinds into one bench file each time, and counts them together in one process for each
 * version, as the first stage of `perf-kit compare` does.
 *
 * @throws the reason of `signal` when it is aborted.
 */
export async function passOverEdits({
  sizes,
  signal,
  onProgress,
}: PassOverEditsOptions): Promise<PassOverEdits> {
  const programs = availablePrograms();
  const { nullEdits, planted } = calibrationVersions(programs, { ...DEFAULT_SIZES, ...sizes });
  const suites = {
    // The bench file is part of what some null edits change.
    nullEdits: inSuites(nullEdits.filter(hasOwnBenchFile), programs.length),
    planted: [...Map.groupBy(planted, ({ share }) => share).values()].flatMap((edits) =>
      inSuites(edits, programs.length),
    ),
  };
  const total = suites.nullEdits.length + suites.planted.length;
  let done = 0;
  await using checkouts = await Checkouts.open();
  const passOver = async (all: readonly (readonly ProgramVersion[])[]) => {
    let calledUnchanged = 0;
    for (const suite of all) {
      calledUnchanged += await unchangedIn(suite, checkouts, signal);
      signal.throwIfAborted();
      onProgress?.((done += 1), total);
    }
    return { edits: all.flat().length, calledUnchanged };
  };
  return { planted: await passOver(suites.planted), nullEdits: await passOver(suites.nullEdits) };
}

/** @returns The number of programs that are called unchanged. */
async function unchangedIn(
  suite: readonly ProgramVersion[],
  checkouts: Checkouts,
  signal: AbortSignal,
): Promise<number> {
  const base = await checkouts.add(suiteOf(suite.map((version) => version.base)));
  const head = await checkouts.add(suiteOf(suite.map((version) => version.modules)));
  const benchmarks = suite.map((_version, at) => ({
    base: { cwd: base, file: join(base, SUITE) },
    instruments: ['instructions'] as const,
    benchmark: {
      suite: folderOf(at),
      name: 'run',
      test: [folderOf(at)],
      instruments: null,
      base: null,
      head: { cwd: head, file: join(head, SUITE) },
      failsInBase: null,
    },
  }));
  const { unchanged } = await findUnchanged(benchmarks, { signal });
  return unchanged.size;
}

/** Puts the modules of programs into folders of one project, whose bench file runs all of them. */
function suiteOf(programs: readonly (readonly Module[])[]): Module[] {
  const imports = programs.map((_modules, at) => ({
    text: `import { run as run${at} } from './${folderOf(at)}/core.ts';`,
  }));
  const tests = programs.map((_modules, at) => ({
    text: `test('${folderOf(at)}', async ({ bench }) => {\n  await bench('run', run${at}).run();\n});`,
  }));
  const bench: Module = {
    path: SUITE,
    statements: [{ text: `import { test } from 'vitest';` }, ...imports, ...tests],
  };
  const modules = programs.flatMap((own, at) =>
    own
      .filter(({ path }) => path !== BENCH_FILE)
      .map((module) => ({ ...module, path: `${folderOf(at)}/${module.path}` })),
  );
  return [bench, ...modules];
}

function folderOf(at: number): string {
  return `program${at}`;
}

function hasOwnBenchFile({ base, modules }: ProgramVersion): boolean {
  const benchIn = (all: readonly Module[]) =>
    JSON.stringify(all.find(({ path }) => path === BENCH_FILE));
  return benchIn(base) === benchIn(modules);
}

function inSuites<Version>(versions: readonly Version[], length: number): Version[][] {
  return Array.from({ length: Math.ceil(versions.length / length) }, (_, at) =>
    versions.slice(at * length, (at + 1) * length),
  );
}
