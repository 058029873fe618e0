/** Why something failed, in a form that can be sent to another process and stored in a report. */
export interface FailureDescription {
  code: string | null;
  message: string;
}
