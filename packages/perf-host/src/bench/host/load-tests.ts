import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { TestPath } from '../../fork/bench-protocol.ts';
import { importFile } from '../../transform/import-file.ts';
import { collectTests } from './collect.ts';
import { type DeclaredTest, pathOf } from './declared-test.ts';
import { HostError } from './errors.ts';

/** Other benchmark runners whose scripts have the same ending as bench files. */
const RUNNERS: ReadonlySet<string> = new Set(['tinybench', 'mitata', 'benchmark']);

/** What the loaded files import, by the file's URL, as far as it is one of those. */
const imported = new Map<string, string>();

// Only in forks: the bench file's test runner is answered by the host instead.
registerHooks({
  resolve(specifier, context, next) {
    if (RUNNERS.has(specifier) && context.parentURL !== undefined) {
      imported.set(context.parentURL, specifier);
    }
    if (specifier !== 'vitest') return next(specifier, context);
    return { url: new URL('./vitest-api.ts', import.meta.url).href, shortCircuit: true };
  },
});

/**
 * Loads a bench file.
 *
 * @returns Its tests that are to run: none where all are skipped.
 * @throws {HostError} `NO_TESTS` when it declares none.
 */
export async function loadTests(file: string): Promise<DeclaredTest[]> {
  try {
    await importFile(file);
  } catch (error) {
    const missing = /'vitest' does not provide an export named '([^']+)'/.exec(String(error));
    throw missing === null ? error : HostError.notSupplied(`"${missing[1]}" of vitest`);
  }
  const { tests, declared } = await collectTests();
  if (declared === 0) throw noTests(file);
  return tests;
}

/** @throws {HostError} `MISSING_TEST` when the file has no such test. */
export async function loadTest(file: string, path: TestPath): Promise<DeclaredTest> {
  const wanted = JSON.stringify(path);
  const tests = await loadTests(file);
  const test = tests.find((declared) => JSON.stringify(pathOf(declared)) === wanted);
  if (test === undefined) throw new HostError('MISSING_TEST', `${file} has no test ${wanted} now.`);
  return test;
}

function noTests(file: string): HostError {
  const runner = imported.get(pathToFileURL(file).href);
  const what =
    runner === undefined
      ? 'it declares no test'
      : `it declares no test: it is a script of ${runner}`;
  const how = "test('title', async ({ bench }) => { await bench('name', fn).run(); })";
  return new HostError(
    'NO_TESTS',
    `${what}. perf-kit measures what tests run, with test from vitest: ${how}. ` +
      `A file that is to be left out needs another ending than .bench.`,
  );
}
