/** Something that could not be measured, so that there is no verdict about it. */
export interface Problem {
  /** Title of a benchmark or test, path of a file, or a command. */
  what: string;
  message: string;
}
