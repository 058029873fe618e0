import { HostError } from './errors.ts';
import { refused } from './refused.ts';

/** What `import … from 'vitest'` means to a bench file in a fork. */
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

// What is here at all can also be reached by `import * as vitest` or `require`, and is then refused by name.
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

/** Vitest up to 4 had it. */
export const bench = refused(
  () =>
    new HostError(
      'NOT_SUPPLIED',
      'the function bench of vitest is gone since Vitest 5: benchmarks are run by tests, as in ' +
        "test('title', async ({ bench }) => { await bench('name', fn).run(); })",
    ),
);
