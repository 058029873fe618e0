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
