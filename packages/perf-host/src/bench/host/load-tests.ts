import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { TestPath } from '../../fork/bench-protocol.ts';
import { importFile } from '../../transform/import-file.ts';
import { collectTests } from './collect.ts';
import { type DeclaredTest, pathOf } from './declared-test.ts';
import { HostError } from './errors.ts';

/** Other benchmark runners whose scripts have the same file ending. */
const RUNNERS: ReadonlySet<string> = new Set(['tinybench', 'mitata', 'benchmark']);

/** The runner that a loaded file imports, by the file's URL. */
const imported = new Map<string, string>();

// Only in forks: the host answers imports of the bench file's test runner.
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
 * @returns The tests that run: none when all are skipped.
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
  return testOf(await loadTests(file), { file, path });
}

/**
 * Finds a test of a loaded bench file.
 *
 * @throws {HostError} `MISSING_TEST` when the file has no such test.
 */
export function testOf(
  tests: readonly DeclaredTest[],
  { file, path }: { file: string; path: TestPath },
): DeclaredTest {
  const wanted = JSON.stringify(path);
  const test = tests.find((declared) => JSON.stringify(pathOf(declared)) === wanted);
  if (test === undefined)
    throw new HostError('MISSING_TEST', `${file} no longer has a test ${wanted}.`);
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
    `${what}. perf-kit measures the benchmarks that tests of vitest run: ${how}. ` +
      `Rename a file that is no bench file, so that it does not end in .bench.`,
  );
}
