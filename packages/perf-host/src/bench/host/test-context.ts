import type { BenchFixture } from './bench-fixture.ts';
import {
  type DeclaredTest,
  suitesOf,
  type TestContext,
  type TestFunction,
} from './declared-test.ts';
import { HostError } from './errors.ts';
import { expect } from './expect.ts';

/** Thrown by `skip()`: the test ends without failing. */
export class SkipTest extends Error {
  readonly note: string | null;

  constructor(note: string | null) {
    super('the test skips itself');
    this.note = note;
  }
}

/** Functions that a test registered for its end, in the order of registration. */
export interface AtEnd {
  finished: TestFunction[];
  failed: TestFunction[];
}

/** Makes the argument of one test. A member that Vitest has and the host does not is refused by name. */
export function createTestContext(
  test: DeclaredTest,
  bench: BenchFixture,
): { context: TestContext; atEnd: AtEnd } {
  const atEnd: AtEnd = { finished: [], failed: [] };
  const context: TestContext = {
    bench,
    expect,
    task: refusing('task', taskOf(test)),
    signal: new AbortController().signal,
    skip(condition, note) {
      if (condition === false) return;
      const text = typeof condition === 'string' ? condition : note;
      throw new SkipTest(typeof text === 'string' ? text : null);
    },
    onTestFinished: (run) => void atEnd.finished.push(run),
    onTestFailed: (run) => void atEnd.failed.push(run),
  };
  return { context: refusing('context', context), atEnd };
}

function taskOf(test: DeclaredTest): object {
  const suites = suitesOf(test).filter(({ parent }) => parent !== null);
  const inner = suites.at(-1);
  return {
    type: 'test',
    mode: 'run',
    name: test.title,
    fullTestName: [...suites, test].map(({ title }) => title).join(' > '),
    suite: inner && refusing('suite', { type: 'suite', name: inner.title }),
    meta: {},
  };
}

function refusing<Target extends object>(name: string, target: Target): Target {
  return new Proxy(target, {
    get(members, property, receiver) {
      if (typeof property === 'symbol' || property in members || property === 'then') {
        return Reflect.get(members, property, receiver) as unknown;
      }
      throw HostError.notSupplied(`"${property}" of a test's ${name}`);
    },
  });
}
