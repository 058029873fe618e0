import { registerHooks } from 'node:module';
import type { ForkMessage, ForkRequest, TestPath } from '../../fork/protocol.ts';
import { SUITE_SEPARATOR } from '../../report/series.ts';
import { importFile } from '../../transform/import-file.ts';
import { collectedTests, pathOf } from './collect.ts';
import { HostError } from './errors.ts';
import { watchHandles } from './open-handles.ts';
import { runTest } from './run-test.ts';

type Tell = (message: ForkMessage) => void;
type Request<Name extends ForkRequest['do']> = Extract<ForkRequest, { do: Name }>;

// Only in forks: the bench file's test runner is answered by the host instead.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'vitest') return next(specifier, context);
    return { url: new URL('./vitest-api.ts', import.meta.url).href, shortCircuit: true };
  },
});

/** Loads a bench file and tells its tests. */
export async function listTests({ file }: Request<'list-tests'>, tell: Tell): Promise<void> {
  await load(file);
  const tests = collectedTests().map(pathOf);
  assertNamedApart(tests);
  tell({ event: 'tests', tests });
}

/** Loads a bench file, runs one of its tests, and tells what it measured. */
export async function measureTest(
  { file, test: path, sampling }: Request<'measure-test'>,
  tell: Tell,
): Promise<void> {
  await load(file);
  const wanted = JSON.stringify(path);
  const test = collectedTests().find((one) => JSON.stringify(pathOf(one)) === wanted);
  if (test === undefined) throw new HostError('MISSING_TEST', `${file} has no test ${wanted} now.`);
  const openSince = watchHandles();
  await runTest(test, sampling, tell);
  const open = await openSince();
  if (open !== '') {
    throw new HostError(
      'LEFT_OPEN',
      `it left open what would keep its process alive: ${open}. Close it in the test or in afterAll.`,
    );
  }
}

function assertNamedApart(tests: readonly TestPath[]): void {
  const names = tests.map((path) => path.join(SUITE_SEPARATOR));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new HostError('NAME_TAKEN', `Two tests are named "${twice}".`);
  }
}

async function load(file: string): Promise<void> {
  try {
    await importFile(file);
  } catch (error) {
    const missing = /'vitest' does not provide an export named '([^']+)'/.exec(String(error));
    throw missing === null ? error : HostError.notSupplied(`"${missing[1]}" of vitest`);
  }
}
