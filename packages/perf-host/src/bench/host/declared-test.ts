import type { BenchFixture } from './bench-fixture.ts';
import type { Chain } from './chainable.ts';
import type { expect } from './expect.ts';

/** Argument of a test of a bench file. */
export interface TestContext {
  bench: BenchFixture;
  expect: typeof expect;
  task: object;
  signal: AbortSignal;
  skip: (condition?: unknown, note?: unknown) => void;
  onTestFinished: (run: TestFunction) => void;
  onTestFailed: (run: TestFunction) => void;
}

/** A test or a hook of a bench file. */
export type TestFunction = (context: TestContext) => unknown;
export type HookName = 'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach';
export type Mode = 'run' | 'only' | 'skip' | 'todo';

export interface Suite {
  kind: 'suite';
  title: string;
  mode: Mode;
  /** `skip`, `only` and `todo` as options, which tests and suites inside inherit. */
  options: Chain;
  parent: Suite | null;
  hooks: Record<HookName, TestFunction[]>;
  children: (Suite | DeclaredTest)[];
  declare: () => unknown;
}

export interface DeclaredTest {
  kind: 'test';
  title: string;
  mode: Mode;
  suite: Suite;
  run: TestFunction;
  /** Line of its declaration in the bench file. null: lines are not watched, or another file declares it. */
  line: number | null;
}

/** Returns the titles from the outermost suite to the test. */
export function pathOf(test: DeclaredTest): string[] {
  return [...suitesOf(test).map(({ title }) => title), test.title].filter(Boolean);
}

/** Returns the suites around a test, outermost first. */
export function suitesOf({ suite }: DeclaredTest): Suite[] {
  const suites: Suite[] = [];
  for (let around: Suite | null = suite; around !== null; around = around.parent) {
    suites.unshift(around);
  }
  return suites;
}
