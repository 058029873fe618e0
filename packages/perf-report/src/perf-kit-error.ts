export type PerfKitErrorCode =
  | 'BAD_ARGUMENT'
  | 'NOTHING_TO_MEASURE'
  | 'LOAD_FILE_INVALID'
  | 'MEASUREMENT_INVALID'
  | 'FIGURES_INVALID'
  | 'BASELINE_NOT_FOUND'
  | 'PROJECT_UNKNOWN'
  | 'GIT_MISSING'
  | 'NOT_A_REPOSITORY'
  | 'REF_UNKNOWN'
  | 'SHALLOW_CLONE'
  | 'NOTHING_TO_COMPARE'
  | 'CHECKOUT_FAILED'
  | 'CHECKOUT_LEAKS'
  | 'PACKAGE_JSON_MISSING'
  | 'LOCK_FILE_MISSING'
  | 'LOCK_FILE_INVALID'
  | 'PACKAGE_MANAGER_UNSUPPORTED'
  | 'INSTALL_FAILED'
  | 'DISK_FULL'
  | 'CHECKPOINT_ORDER'
  | 'COUNT_INVALID'
  | 'COMMAND_NOT_STARTED'
  | 'CALIBRATION_FAILED'
  | 'FORMAT_UNKNOWN'
  | 'FOREIGN_FILE_UNREADABLE'
  | 'FOREIGN_FILE_INVALID'
  | 'NOTHING_TO_CONVERT'
  | 'PROFILE_FAILED'
  | 'PROFILE_INVALID'
  | 'TOOL_MISSING';

/** An error that the user of perf-kit can fix. The message says how. */
export class PerfKitError extends Error {
  override readonly name = 'PerfKitError';
  readonly code: PerfKitErrorCode;

  constructor(code: PerfKitErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
