/** A bench file uses the host in a way that it does not support. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code = 'NOT_SUPPLIED';

  static notSupplied(what: string): HostError {
    return new HostError(
      `perf-kit's bench host does not supply ${what}. It supplies describe, test, it ` +
        `(each with skip and only), beforeAll, afterAll, beforeEach, afterEach, expect and the ` +
        `bench fixture; run the file with "vitest bench" for the rest.`,
    );
  }
}
