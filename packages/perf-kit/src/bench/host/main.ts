import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { SUITE_SEPARATOR } from '../../report/series.ts';
import type { FailureDescription, ForkMessage, ForkRequest, TestPath } from '../protocol.ts';
import { HostError } from './errors.ts';

// Only in forks: the bench file's test runner is answered by the host instead.
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'vitest') return next(specifier, context);
    return { url: new URL('./vitest-api.ts', import.meta.url).href, shortCircuit: true };
  },
});

// `on`, not `once`: the listener keeps the process alive while a benchmark waits.
process.on('message', (request) => {
  void serve(request as ForkRequest);
});

async function serve(request: ForkRequest): Promise<void> {
  let benchmark: string | null = null;
  const tell = (message: ForkMessage) => {
    if (message.event === 'started') benchmark = message.benchmark;
    if (message.event === 'measured') benchmark = null;
    process.send?.(message);
  };
  try {
    await load(request.file);
    const { collectedTests, pathOf } = await import('./collect.ts');
    if (request.do === 'list') {
      const tests = collectedTests().map(pathOf);
      assertNamedApart(tests);
      tell({ event: 'listed', tests });
    } else {
      const wanted = JSON.stringify(request.test);
      const test = collectedTests().find((one) => JSON.stringify(pathOf(one)) === wanted);
      if (test === undefined) throw new Error(`${request.file} holds no test ${wanted} any more.`);
      const { runTest } = await import('./run-test.ts');
      await runTest(test, request.sampling, tell);
    }
  } catch (error) {
    tell({ event: 'failed', benchmark, error: describeFailure(error) });
  }
  // Handles that a benchmark left open must not keep the fork alive.
  process.send?.({ event: 'done' } satisfies ForkMessage, () => process.exit(0));
}

function assertNamedApart(tests: readonly TestPath[]): void {
  const names = tests.map((path) => path.join(SUITE_SEPARATOR));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new HostError(`Two tests are named "${twice}".`);
}

async function load(file: string): Promise<void> {
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    const missing = /'vitest' does not provide an export named '([^']+)'/.exec(String(error));
    throw missing === null ? error : HostError.notSupplied(`"${missing[1]}" of vitest`);
  }
}

function describeFailure(error: unknown): FailureDescription {
  if (!(error instanceof Error)) return { code: null, message: String(error) || 'thrown: nothing' };
  const code = (error as { code?: unknown }).code;
  return {
    code: typeof code === 'string' ? code : null,
    message: error.message || error.name,
  };
}
