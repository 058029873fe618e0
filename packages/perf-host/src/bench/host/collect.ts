import { chainable, type Chain } from './chainable.ts';
import { callerLine } from './declared-at.ts';
import type { DeclaredTest, HookName, Mode, Suite, TestFunction } from './declared-test.ts';
import { HostError } from './errors.ts';
import { selectTests } from './select-tests.ts';

const nothing = () => undefined;
const file = newSuite({ title: '', mode: 'run', options: {}, parent: null, declare: nothing });
/** Suite that declarations belong to now. null: tests run, and nothing may be declared any more. */
let current: Suite | null = file;

/**
 * Runs the functions of the suites of the loaded file, from the outside in, as Vitest does after loading the file.
 *
 * @returns Its tests without those that `skip`, `todo` and `only` leave out, and the number of all its tests.
 */
export async function collectTests(): Promise<{ tests: DeclaredTest[]; declared: number }> {
  const declared = await declareInside(file);
  current = null;
  return { tests: selectTests(file), declared };
}

async function declareInside(suite: Suite): Promise<number> {
  current = suite;
  await suite.declare();
  let tests = 0;
  for (const child of suite.children) {
    tests += child.kind === 'test' ? 1 : await declareInside(child);
  }
  return tests;
}

export const describe = chainable('describe', (chain, args) => {
  const parent = declaring('describe');
  const { title, options, run } = readArguments('describe', args);
  const inherited = { ...parent.options, ...options };
  const mode = run === null ? 'todo' : modeOf({ ...inherited, ...chain });
  const declare = run ?? nothing;
  parent.children.push(newSuite({ title, mode, options: inherited, parent, declare }));
});

export const test = chainable('test', (chain, args) => {
  const suite = declaring('test');
  const { title, options, run } = readArguments('test', args);
  const mode = modeOf({ ...suite.options, ...chain, ...options });
  suite.children.push({
    kind: 'test',
    title,
    mode: run === null && mode === 'run' ? 'todo' : mode,
    suite,
    run: (run ?? nothing) as TestFunction,
    line: callerLine(),
  });
});

export const beforeAll = hook('beforeAll');
export const afterAll = hook('afterAll');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');

function hook(name: HookName): (run: TestFunction) => void {
  return (run) => {
    const suite = declaring(name);
    if (typeof run !== 'function') throw new HostError('MISUSED', `${name}() needs a function.`);
    if (run.length > 0 && name.endsWith('All')) {
      throw HostError.notSupplied(`the argument of ${name} hooks`);
    }
    suite.hooks[name].push(run);
  };
}

function declaring(what: string): Suite {
  if (current !== null) return current;
  throw new HostError(
    'MISUSED',
    `${what}() was called while a test runs: it belongs to the top of the file or into describe().`,
  );
}

interface Declaration {
  title: string;
  options: Chain;
  run: ((...args: never[]) => unknown) | null;
}

/** Reads `(title, fn)`, `(title, options, fn)`, `(title, fn, timeout)` or `(title)`; a title may be a function or class. */
function readArguments(
  name: string,
  [named, second, third, ...rest]: readonly unknown[],
): Declaration {
  const title = typeof named === 'function' ? named.name || '<anonymous>' : String(named);
  const isOptions = (value: unknown) => typeof value === 'object' && value !== null;
  if (
    isOptions(third) ||
    rest.length > 0 ||
    (typeof second === typeof third && third !== undefined)
  ) {
    throw new HostError(
      'MISUSED',
      `${name}("${title}") takes a title, options and a function, in this order, as in Vitest 5.`,
    );
  }
  const run = [second, third].find((argument) => typeof argument === 'function') ?? null;
  const options = isOptions(second) ? (second as Chain & Record<string, unknown>) : {};
  for (const refused of ['fails', 'repeats'] as const) {
    if (options[refused]) throw HostError.notSupplied(`the option "${refused}" of ${name}()`);
  }
  return { title, options, run: run as Declaration['run'] };
}

function modeOf({ only, skip, todo }: Chain): Mode {
  if (only) return 'only';
  if (skip) return 'skip';
  return todo ? 'todo' : 'run';
}

function newSuite(declaration: Omit<Suite, 'kind' | 'hooks' | 'children'>): Suite {
  const hooks = { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
  return { kind: 'suite', ...declaration, hooks, children: [] };
}
