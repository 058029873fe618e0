import { HostError } from './errors.ts';
import { refused } from './refused.ts';

/** The exports of `vitest` for a bench file in a fork. */
export {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  describe as suite,
  test,
  test as it,
} from './collect.ts';
export { expect } from './expect.ts';

const notSupplied = (name: string) => refused(() => HostError.notSupplied(`"${name}" of vitest`));

// With these exports `import * as vitest` and `require` are refused by name, too.
export const aroundAll = notSupplied('aroundAll');
export const aroundEach = notSupplied('aroundEach');
export const assert = notSupplied('assert');
export const assertType = notSupplied('assertType');
export const chai = notSupplied('chai');
export const createExpect = notSupplied('createExpect');
export const expectTypeOf = notSupplied('expectTypeOf');
export const inject = notSupplied('inject');
export const onTestFailed = notSupplied('onTestFailed');
export const onTestFinished = notSupplied('onTestFinished');
export const recordArtifact = notSupplied('recordArtifact');
export const should = notSupplied('should');
export const vi = notSupplied('vi');
export const vitest = notSupplied('vitest');

/** Vitest had it until version 4. */
export const bench = refused(
  () =>
    new HostError(
      'NOT_SUPPLIED',
      'the function bench of vitest is gone since Vitest 5: benchmarks are run by tests, as in ' +
        "test('title', async ({ bench }) => { await bench('name', fn).run(); })",
    ),
);
