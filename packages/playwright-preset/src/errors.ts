import { ReportError } from '@night-pilot/perf-kit/report';

export type PresetErrorCode =
  'CONFIG_NOT_FOUND' | 'CONFIG_UNREADABLE' | 'FLAG_REFUSED' | 'METRIC_NAME_TAKEN';

/** Something that the preset was given and cannot work with. The message says what to do. */
export class PresetError extends Error {
  override readonly name = 'PresetError';
  readonly code: PresetErrorCode;

  constructor(code: PresetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What to print about an error: the sentence of one that is known, the stack of any other. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isKnown = error instanceof PresetError || error instanceof ReportError;
  return isKnown ? error.message : (error.stack ?? error.message);
}
