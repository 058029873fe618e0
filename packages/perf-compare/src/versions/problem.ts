/** Something that could not be measured, so that there is no verdict about it. */
export interface Problem {
  /** What it is called: suite and benchmark, or a file. */
  what: string;
  message: string;
}
