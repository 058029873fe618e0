import { HostError } from './errors.ts';
import type { BenchFixture } from './bench-fixture.ts';

/** What a test of a bench file is given. */
export interface TestContext {
  bench: BenchFixture;
}

export type TestFunction = (context: TestContext) => unknown;
export type Hook = () => unknown;
type HookName = 'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach';

export interface Suite {
  title: string;
  parent: Suite | null;
  hooks: Record<HookName, Hook[]>;
}

export interface CollectedTest {
  title: string;
  suite: Suite;
  run: TestFunction;
}

type Mode = 'run' | 'only' | 'skip';

const allTests: (CollectedTest & { mode: Mode })[] = [];
let current: Suite = newSuite('', null);
let currentMode: Mode = 'run';

/** All tests that the loaded bench files declared, less those that `skip` and `only` leave out. */
export function collectedTests(): CollectedTest[] {
  const only = allTests.some(({ mode }) => mode === 'only');
  return allTests.filter(({ mode }) => mode === (only ? 'only' : 'run'));
}

/** Titles from the outermost suite to the test. */
export function pathOf(test: CollectedTest): string[] {
  return [...suitesOf(test).map(({ title }) => title), test.title].filter(Boolean);
}

/** The suites around a test, outermost first. */
export function suitesOf({ suite }: CollectedTest): Suite[] {
  const suites: Suite[] = [];
  for (let at: Suite | null = suite; at !== null; at = at.parent) suites.unshift(at);
  return suites;
}

export const describe = withModes('describe', (mode, title: string, declare: () => unknown) => {
  const outer = { suite: current, mode: currentMode };
  current = newSuite(title, outer.suite);
  currentMode = innerMode(mode);
  try {
    if (declare() instanceof Promise) {
      throw new HostError('MISUSED', `describe("${title}") must declare its tests synchronously.`);
    }
  } finally {
    current = outer.suite;
    currentMode = outer.mode;
  }
});

export const test = withModes('test', (mode, title: string, ...rest: unknown[]) => {
  const run = rest.find((argument) => typeof argument === 'function');
  if (run === undefined) {
    throw new HostError(
      'MISUSED',
      `test("${title}") needs a function that uses the bench fixture.`,
    );
  }
  allTests.push({
    title,
    suite: current,
    run: run as TestFunction,
    mode: innerMode(mode),
  });
});

/** A skipped suite skips all that it holds; otherwise the innermost word counts. */
function innerMode(mode: Mode): Mode {
  return currentMode === 'skip' || mode === 'run' ? currentMode : mode;
}

export const beforeAll = hook('beforeAll');
export const afterAll = hook('afterAll');
export const beforeEach = hook('beforeEach');
export const afterEach = hook('afterEach');

function hook(name: HookName): (run: Hook) => void {
  return (run) => {
    if (run.length > 0) throw HostError.notSupplied(`the argument of ${name} hooks`);
    current.hooks[name].push(run);
  };
}

function newSuite(title: string, parent: Suite | null): Suite {
  const hooks = { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] };
  return { title, parent, hooks };
}

/** Adds `skip` and `only`; any other property of the function is refused by name. */
function withModes<Arguments extends unknown[]>(
  name: string,
  declare: (mode: Mode, ...args: Arguments) => void,
) {
  const plain = (...args: Arguments) => declare('run', ...args);
  const modes = {
    skip: (...args: Arguments) => declare('skip', ...args),
    only: (...args: Arguments) => declare('only', ...args),
  };
  return new Proxy(Object.assign(plain, modes), {
    get(target, property, receiver) {
      if (property in target || typeof property === 'symbol') {
        return Reflect.get(target, property, receiver) as unknown;
      }
      throw HostError.notSupplied(`${name}.${property}`);
    },
  });
}
