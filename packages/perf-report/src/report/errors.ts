export type ReportErrorCode =
  | 'REPORT_NOT_FOUND'
  | 'REPORT_UNREADABLE'
  | 'REPORT_INVALID'
  | 'REPORT_UNWRITABLE'
  | 'PROJECT_NOT_FOUND';

/** A report or a verdicts file that is invalid, or that cannot be read or written. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code: ReportErrorCode;

  constructor(code: ReportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
