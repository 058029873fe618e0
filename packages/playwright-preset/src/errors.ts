import { ReportError } from '@night-pilot/perf-report';

export type PresetErrorCode =
  | 'CONFIG_NOT_FOUND'
  | 'CONFIG_UNREADABLE'
  | 'FLAG_REFUSED'
  | 'METRIC_NAME_TAKEN';

/** Input that the preset cannot work with. The message says what to do. */
export class PresetError extends Error {
  override readonly name = 'PresetError';
  readonly code: PresetErrorCode;

  constructor(code: PresetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Returns the text to print for an error: the message of a known one, the stack of any other. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isKnown = error instanceof PresetError || error instanceof ReportError;
  return isKnown ? error.message : (error.stack ?? error.message);
}
