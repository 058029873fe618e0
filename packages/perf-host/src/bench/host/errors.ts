type HostErrorCode =
  /** The test failed after a benchmark was passed over, perhaps because of that. The cause is the error of the test. */
  | 'AFTER_PASS_OVER'
  | 'ABORTED'
  | 'MEASURED_NOTHING'
  | 'NOT_AWAITED'
  | 'NO_TESTS'
  | 'NOT_SUPPLIED'
  | 'MISUSED'
  | 'NAME_TAKEN'
  | 'MISSING_TEST'
  | 'MISSING_BENCHMARK'
  | 'WROTE_OUTPUT'
  | 'LEFT_OPEN';

/** A bench file uses the host in a way that the host does not support. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  static notSupplied(what: string): HostError {
    return new HostError(
      'NOT_SUPPLIED',
      `perf-kit's bench host does not supply ${what}. It supplies describe and test (each with ` +
        `skip, only, todo, skipIf, runIf), beforeAll, afterAll, beforeEach, afterEach, expect and ` +
        `the bench fixture.`,
    );
  }
}
