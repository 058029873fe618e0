type HostErrorCode =
  | 'NOT_SUPPLIED'
  | 'MISUSED'
  | 'NAME_TAKEN'
  | 'MISSING_TEST'
  | 'MISSING_BENCHMARK'
  | 'WROTE_OUTPUT'
  | 'LEFT_OPEN';

/** A bench file uses the host in a way that it does not support. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  static notSupplied(what: string): HostError {
    return new HostError(
      'NOT_SUPPLIED',
      `perf-kit's bench host does not supply ${what}. It supplies describe, test, it ` +
        `(each with skip and only), beforeAll, afterAll, beforeEach, afterEach, expect and the ` +
        `bench fixture; run the file with "vitest bench" for the rest.`,
    );
  }
}
